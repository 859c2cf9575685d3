// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import type { Consent, Practitioner } from 'fhir/r4';
import { fhir, resourcesOf } from '@/fhir/client';
import { type Decision, decisionOf, type Validity } from './consent-words';

const RANK: Readonly<Record<Validity, number>> = { active: 0, coming: 1, draft: 2, over: 3 };

/** What a patient has decided, what holds first, newest first; mistaken entries are left out. */
export const decisionsQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['Consent', { patient: patientId }] as const,
    queryFn: async ({ signal }): Promise<readonly Decision[]> => {
      const bundle = await fhir.search('Consent', { patient: patientId, _count: 100 }, signal);
      return resourcesOf<Consent>(bundle, 'Consent')
        .filter((consent) => consent.status !== 'entered-in-error')
        .map((consent) => decisionOf(consent))
        .toSorted((a, b) => RANK[a.validity] - RANK[b.validity] || (b.since ?? '').localeCompare(a.since ?? ''));
    },
  });

/** Somebody who works here, as a consent names them. */
export type Professional = { readonly id: string; readonly name: string; readonly number?: string };

export const professionalOf = ({ id, name, identifier }: Practitioner): Professional => {
  const one = name?.find((each) => each.use === 'official') ?? name?.[0];
  const words = [one?.prefix?.[0], one?.given?.[0], one?.family].filter(Boolean).join(' ');
  return { id: id ?? '', name: one?.text ?? words, number: identifier?.find((each) => each.value)?.value };
};

/** Professionals whose name begins as typed; nothing below two letters. */
export const professionalsQuery = (typed: string) =>
  queryOptions({
    queryKey: ['Practitioner', { name: typed }] as const,
    queryFn: async ({ signal }): Promise<readonly Professional[]> => {
      const words = typed.split(/\s+/).filter((word) => word.length > 1 && !word.endsWith('.') && word !== 'Dr');
      const bundle = await fhir.search('Practitioner', { name: words, _count: 20 }, signal);
      return resourcesOf<Practitioner>(bundle, 'Practitioner')
        .map(professionalOf)
        .filter((one) => one.name);
    },
    staleTime: 300_000,
  });

/** Names of professionals a decision refers to without naming them. */
export const professionalNamesQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['Practitioner', { _id: ids }] as const,
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, string>> => {
      const bundle = await fhir.search('Practitioner', { _id: ids.join(','), _count: ids.length }, signal);
      return new Map(
        resourcesOf<Practitioner>(bundle, 'Practitioner').map((one) => [
          `Practitioner/${one.id}`,
          professionalOf(one).name,
        ]),
      );
    },
    staleTime: 300_000,
  });
