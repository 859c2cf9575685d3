// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'react';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** From here on the strip says that the end is near. */
export const SOON = 5 * MINUTE;

/** Milliseconds until an instant by the server's clock, which is `ahead` of ours; never below 0. */
export const remainingUntil = (until: string, ahead: number, now: number = Date.now()): number =>
  Math.max(0, Date.parse(until) - now - ahead);

/** `1 h 05`, `12 min`, and below two minutes `1 min 30 s`, `40 s`: always rounded up, for 0 is the end. */
export const remainingText = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / SECOND);
  if (seconds < 60) return `${seconds}\u00a0s`;
  if (seconds < 120) return `1\u00a0min ${String(seconds - 60).padStart(2, '0')}\u00a0s`;
  const minutes = Math.ceil(seconds / 60);
  const two = String(minutes % 60).padStart(2, '0');
  return minutes < 60 ? `${minutes}\u00a0min` : `${Math.floor(minutes / 60)}\u00a0h\u00a0${two}`;
};

/** The remaining time, each second; `onOver` is called once when it is used up, a second later than the server's end. */
export const useRemaining = (until: string, ahead: number, onOver: () => void): number => {
  const [remaining, setRemaining] = useState(() => remainingUntil(until, ahead));
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    let told = false;
    const tick = () => {
      setRemaining(remainingUntil(until, ahead));
      if (told || remainingUntil(until, ahead, Date.now() - SECOND) > 0) return;
      told = true;
      over.current();
    };
    const timer = setInterval(tick, SECOND);
    return () => clearInterval(timer);
  }, [until, ahead]);
  return remaining;
};
