// SPDX-License-Identifier: Apache-2.0
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { openStream } from '@/fhir/transport';
import { readEvents, type StreamEvent } from './event-stream';

/** How the line of changes is: opening, live, or cut since an instant (milliseconds). */
export type LiveLine = { readonly state: 'opening' | 'live' } | { readonly state: 'cut'; readonly since: number };

/** A first change shows at once; when many come, lists are read anew no more often than this, milliseconds. */
const FIRST = 120;
const REST = 1_500;
/** Pauses before trying again, milliseconds; the last one stays. */
const PAUSES = [500, 1_000, 2_000, 5_000, 10_000] as const;
/** The server sends something at least every 10 s: a line silent for longer than this is dead, milliseconds. */
const SILENCE = 35_000;

type Touched = { readonly hospitals: Set<string>; readonly allocations: Set<string> };

const touch = (touched: Touched, { data }: StreamEvent): void => {
  const { hospital, allocation } = JSON.parse(data) as { hospital?: string | { id: string }; allocation?: string };
  if (hospital) touched.hospitals.add(typeof hospital === 'string' ? hospital : hospital.id);
  if (allocation) touched.allocations.add(allocation);
};

const readAnew = (client: QueryClient, { hospitals, allocations }: Touched): void => {
  const stale = (...key: readonly unknown[]) => void client.invalidateQueries({ queryKey: ['beds', ...key] });
  for (const list of ['summary', 'hospitals', 'allocations']) stale(list);
  for (const id of hospitals) stale('hospital', id);
  for (const id of allocations) stale('allocation', id);
};

/** Follows every change of beds while the screen is shown, and has what is on it read anew. */
export const useLiveBeds = (): LiveLine => {
  const client = useQueryClient();
  const [line, setLine] = useState<LiveLine>({ state: 'opening' });

  useEffect(() => {
    const leaving = new AbortController();
    let touched: Touched = { hospitals: new Set(), allocations: new Set() };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let flushed = 0;
    let last = '';
    let tries = 0;

    const flush = () => {
      timer = undefined;
      flushed = Date.now();
      const all = touched;
      touched = { hospitals: new Set(), allocations: new Set() };
      readAnew(client, all);
    };
    const onEvent = (event: StreamEvent) => {
      if (event.id) last = event.id;
      touch(touched, event);
      timer ??= setTimeout(flush, Math.max(FIRST, flushed + REST - Date.now()));
    };
    const listen = async (wasCut: boolean) => {
      const dead = new AbortController();
      const stop = AbortSignal.any([leaving.signal, dead.signal]);
      const stream = await openStream('/api/beds/stream', last ? { 'Last-Event-ID': last } : {}, stop);
      setLine({ state: 'live' });
      if (wasCut) void client.invalidateQueries({ queryKey: ['beds'] });
      let watch = setTimeout(() => dead.abort(), SILENCE);
      const alive = () => {
        tries = 0;
        clearTimeout(watch);
        watch = setTimeout(() => dead.abort(), SILENCE);
      };
      await readEvents(stream, onEvent, alive).finally(() => clearTimeout(watch));
    };
    const follow = async () => {
      for (let first = true; !leaving.signal.aborted; first = false) {
        const ended = await listen(!first).then(
          () => true,
          () => false,
        );
        if (leaving.signal.aborted) return;
        if (ended) continue; // the server ends a stream now and then: whoever may no longer look must ask again
        setLine((now) => (now.state === 'cut' ? now : { state: 'cut', since: Date.now() }));
        const pause = PAUSES[Math.min(tries++, PAUSES.length - 1)];
        await new Promise((done) => {
          setTimeout(done, pause);
          leaving.signal.addEventListener('abort', done, { once: true });
        });
      }
    };
    void follow();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [client]);

  return line;
};
