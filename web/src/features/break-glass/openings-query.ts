// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import type { Patient, Practitioner } from 'fhir/r4';
import { api, fhir, resourcesOf } from '@/fhir/client';
import { displayName, identityOf } from '@/fhir/identity';
import type { Opening } from '@/fhir/record-access';
import { may, type Session } from '@/fhir/session';

/** Most openings the server lists at once. */
export const MOST = 500;

/** Records opened in an emergency, newest first: those that wait for a verdict, or all. */
export const openingsQuery = (unreviewed: boolean) =>
  queryOptions({
    queryKey: ['openings', { unreviewed }] as const,
    queryFn: async ({ signal }) =>
      (
        await api.get<{ readonly openings: readonly Opening[] }>(
          '/api/break-glass',
          { unreviewed: unreviewed ? 'true' : undefined },
          signal,
        )
      ).openings,
  });

/** Reference to name, for what the list shows and the role may read. */
export type Names = ReadonlyMap<string, string>;

const PAGE = 100;

const chunks = (ids: readonly string[]): readonly string[][] =>
  Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, i) => ids.slice(i * PAGE, (i + 1) * PAGE));

export const practitionerName = ({ name }: Practitioner): string => {
  const one = name?.find((each) => each.use === 'official') ?? name?.[0];
  return one?.text ?? [one?.prefix?.[0], one?.given?.[0], one?.family].filter(Boolean).join(' ');
};

/** Names of the people and patients of a list. Patients keep their number where the role may not read identities. */
export const openingNamesQuery = (openings: readonly Opening[], session: Session) => {
  const ids = (type: string, references: readonly (string | undefined)[]) =>
    may(session, type, 'r')
      ? [...new Set(references)].flatMap((one) => (one?.startsWith(`${type}/`) ? [one.slice(type.length + 1)] : []))
      : [];
  const patients = ids(
    'Patient',
    openings.map((one) => `Patient/${one.patient}`),
  );
  const people = ids(
    'Practitioner',
    openings.map((one) => one.fhirUser),
  );
  return queryOptions({
    queryKey: ['opening-names', patients, people] as const,
    queryFn: async ({ signal }): Promise<Names> => {
      const names = new Map<string, string>();
      for (const some of chunks(people)) {
        const found = await fhir.search('Practitioner', { _id: some.join(','), _count: PAGE }, signal);
        for (const one of resourcesOf<Practitioner>(found, 'Practitioner'))
          names.set(`Practitioner/${one.id}`, practitionerName(one));
      }
      for (const some of chunks(patients)) {
        const found = await fhir.search('Patient', { _id: some.join(','), _count: PAGE }, signal);
        for (const one of resourcesOf<Patient>(found, 'Patient'))
          names.set(`Patient/${one.id}`, displayName(identityOf(one)));
      }
      return names;
    },
    staleTime: 300_000,
  });
};
