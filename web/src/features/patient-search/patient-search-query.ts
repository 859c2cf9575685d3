// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/fhir/client';
import type { InsStatus } from '@/fhir/identity';

export type MatchKind = 'ins' | 'ipp' | 'phone' | 'exact' | 'prefix' | 'phonetic' | 'approximate';

/** One patient found, and why. */
export type PatientHit = {
  readonly id: string;
  readonly birthName: string;
  readonly usedName?: string;
  readonly givenNames: readonly string[];
  readonly usedGivenName?: string;
  readonly birthDate?: string;
  readonly sex: 'male' | 'female' | 'other' | 'unknown';
  readonly ins?: string;
  readonly insStatus: InsStatus;
  readonly ipp?: string;
  readonly phone?: string;
  readonly city?: string;
  readonly match?: { readonly kind: MatchKind; readonly score: number };
};

export type PatientHits = { readonly patients: readonly PatientHit[]; readonly more: boolean };

/** Patients matching free text, best first. Nothing is asked for less than two characters. */
export const patientSearchQuery = (text: string, count = 20) =>
  queryOptions({
    queryKey: ['patients', { q: text.trim(), count }] as const,
    queryFn: ({ signal }) => api.get<PatientHits>('/api/patients', { q: text.trim(), count }, signal),
    enabled: text.trim().length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
