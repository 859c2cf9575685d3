// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '@/fhir/client';
import type { Abnormal } from '@/fhir/measure';

/** One event of a life, as the server tells it; dates are FHIR dates or instants. */
export type TimelineEntry = {
  readonly resourceType: string;
  readonly id: string;
  readonly date: string;
  readonly end?: string | null;
  readonly title: string;
  readonly detail?: string | null;
  readonly category?: string | null;
  readonly status?: string | null;
  readonly service?: string | null;
  readonly abnormal?: Abnormal | null;
};

type TimelinePage = { readonly entries: readonly TimelineEntry[]; readonly next?: string | null };

/** What the reader wants to see: types (none is all), FHIR dates, words. */
export type TimelineFilter = {
  readonly types: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
};

/** Everything that happened to a patient, newest first, a page at a time. */
export const timelineQuery = (patientId: string, filter: TimelineFilter) =>
  infiniteQueryOptions({
    queryKey: ['timeline', patientId, filter] as const,
    queryFn: ({ pageParam, signal }) =>
      api.get<TimelinePage>(
        `/api/patients/${encodeURIComponent(patientId)}/timeline`,
        {
          type: filter.types.join(','),
          from: filter.from,
          to: filter.to,
          text: filter.text?.trim(),
          count: 50,
          cursor: pageParam,
        },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page: TimelinePage) => page.next || undefined,
  });

/** A line of the drawn list: the heading of a month, or an event. */
export type TimelineLine =
  | { readonly kind: 'month'; readonly key: string; readonly month: string }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: TimelineEntry };

/** Puts a heading before the first event of each month. */
export const linesOf = (entries: readonly TimelineEntry[]): readonly TimelineLine[] => {
  const lines: TimelineLine[] = [];
  let month = '';
  for (const entry of entries) {
    const its = entry.date?.slice(0, 7) ?? '';
    if (its !== month) lines.push({ kind: 'month', key: `month-${its}-${lines.length}`, month: its });
    month = its;
    lines.push({ kind: 'entry', key: `${entry.resourceType}/${entry.id}`, entry });
  }
  return lines;
};
