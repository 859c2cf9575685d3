// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Bundle, Observation } from 'fhir/r4';
import { fhir, nextPage, resourcesOf } from '@/fhir/client';
import { type Measure, measureOf } from '@/fhir/measure';

export type Category = 'vital-signs' | 'laboratory';

const isShown = (measure: Measure): boolean => measure.status !== 'entered-in-error' && measure.status !== 'cancelled';

/** The measures of the pages fetched so far, newest first. */
export const measuresOf = (pages: readonly Bundle[]): readonly Measure[] =>
  pages
    .flatMap((page) => resourcesOf<Observation>(page, 'Observation'))
    .map((observation) => measureOf(observation))
    .filter(isShown);

/** Vital signs or laboratory results of one patient, newest first, a page at a time. */
export const observationsQuery = (patientId: string, category: Category) =>
  infiniteQueryOptions({
    queryKey: ['Observation', { patient: patientId, category }] as const,
    queryFn: ({ pageParam, signal }) =>
      pageParam
        ? fhir.page(pageParam, signal)
        : fhir.search('Observation', { patient: patientId, category, _sort: '-date', _count: 120 }, signal),
    initialPageParam: '',
    getNextPageParam: (page: Bundle) => nextPage(page),
  });

/** Every value of one code of one patient, newest first, a page at a time. */
export const trendQuery = (patientId: string, code: string) =>
  infiniteQueryOptions({
    queryKey: ['Observation', { patient: patientId, code }] as const,
    queryFn: ({ pageParam, signal }) =>
      pageParam
        ? fhir.page(pageParam, signal)
        : fhir.search('Observation', { patient: patientId, code, _sort: '-date', _count: 250 }, signal),
    initialPageParam: '',
    getNextPageParam: (page: Bundle) => nextPage(page),
  });
