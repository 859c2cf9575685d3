// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'react';

/** A key as written on the help screen: `mod+k` (Ctrl, or Command on a Mac), `/`, `?`, `escape`. */
export type Hotkey = string;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Whether the event is that key; plain keys do not count while the user is typing in a field. */
export const matchesHotkey = (event: KeyboardEvent, hotkey: Hotkey): boolean => {
  const wanted = hotkey.split('+');
  const key = wanted[wanted.length - 1];
  const mod = wanted.includes('mod');
  if (mod !== (event.ctrlKey || event.metaKey) || wanted.includes('alt') !== event.altKey) return false;
  if (!mod && !wanted.includes('alt') && key !== 'escape' && isTyping(event.target)) return false;
  return event.key.toLowerCase() === key;
};

/** Runs the action while the component is shown; the browser's own meaning of the key is dropped. */
export const useHotkey = (hotkey: Hotkey, action: () => void, enabled = true): void => {
  useEffect(() => {
    if (!enabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !matchesHotkey(event, hotkey)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [hotkey, action, enabled]);
};
