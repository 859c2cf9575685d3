// SPDX-License-Identifier: Apache-2.0
import { type RefObject, useEffect, useRef } from 'react';

/** Name of the CSS variable that holds the height of the banner and tabs, so that nothing ever covers them. */
export const HEAD_HEIGHT = '--kn-record-head';

/** Measures the element it is given to, for as long as it is shown. */
export const useHeadHeight = (): RefObject<HTMLDivElement | null> => {
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = head.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      document.documentElement.style.setProperty(HEAD_HEIGHT, `${element.offsetHeight}px`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return head;
};
