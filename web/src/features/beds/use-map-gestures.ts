// SPDX-License-Identifier: Apache-2.0
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { moved, type Point, type Size, type View, zoomed } from './view';

type Gestures = {
  readonly box: RefObject<HTMLElement | null>;
  readonly size: Size;
  readonly onView: (change: (view: View) => View) => void;
  /** A tap, a click, or Enter on the middle. */
  readonly onTap: (at: Point, touch: boolean) => void;
  readonly onHover: (at: Point | undefined) => void;
};

const TAP = 5;
const STEP = 80;
const KEYS: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** Moves and zooms with the mouse, one or two fingers, the wheel and the keyboard. */
export const useMapGestures = ({ box, size, onView, onTap, onHover }: Gestures) => {
  const fingers = useRef(new Map<number, Point>());
  const travelled = useRef(0);
  const latest = useRef({ size, onView });
  latest.current = { size, onView };

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault(); // React listens passively; the page must not scroll under the map
      const at = pointOf(event, element);
      const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * 30;
      latest.current.onView((view) => zoomed(view, 1.0018 ** -pixels, at, latest.current.size));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [box]);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture?.(event.pointerId);
    if (fingers.current.size === 0) travelled.current = 0;
    fingers.current.set(event.pointerId, pointOf(event, event.currentTarget));
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const at = pointOf(event, event.currentTarget);
    const before = fingers.current.get(event.pointerId);
    if (!before) {
      onHover(event.pointerType === 'mouse' ? at : undefined);
      return;
    }
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, at);
    travelled.current += Math.hypot(at.x - before.x, at.y - before.y);
    if (travelled.current < TAP) return;
    if (!other) {
      onView((view) => moved(view, at.x - before.x, at.y - before.y));
      return;
    }
    const by = distance(at, other) / Math.max(1, distance(before, other));
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    onView((view) => moved(zoomed(view, by, middle, size), (at.x - before.x) / 2, (at.y - before.y) / 2));
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const alone = fingers.current.size === 1;
    if (!fingers.current.delete(event.pointerId) || !alone || travelled.current >= TAP) return;
    onTap(pointOf(event, event.currentTarget), event.pointerType !== 'mouse');
  };

  const onPointerCancel = (event: PointerEvent<HTMLElement>) => {
    fingers.current.delete(event.pointerId);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const middle = { x: size.width / 2, y: size.height / 2 };
    const step = KEYS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step) onView((view) => moved(view, ...step));
    else if (event.key === '+' || event.key === '=') onView((view) => zoomed(view, 1.6, middle, size));
    else if (event.key === '-') onView((view) => zoomed(view, 1 / 1.6, middle, size));
    else if (event.key === 'Enter' || event.key === ' ') onTap(middle, false);
    else return;
    event.preventDefault();
  };

  return {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel,
    onKeyDown,
    onPointerLeave: () => onHover(undefined),
  };
};

const pointOf = (event: { readonly clientX: number; readonly clientY: number }, element: HTMLElement): Point => {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
};

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
