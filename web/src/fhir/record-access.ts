// SPDX-License-Identifier: Apache-2.0
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { call } from '@/fhir/transport';

/** One record opened in an emergency; `role` and `fhirUser` say who opened it, where a list tells. */
export type Opening = {
  readonly id: string;
  readonly login: string;
  readonly role?: string;
  readonly fhirUser?: string;
  readonly patient: string;
  readonly reason: string;
  readonly text: string;
  readonly from: string;
  readonly until: string;
  readonly review?: {
    readonly by: string;
    readonly at: string;
    readonly verdict: 'justified' | 'unjustified';
    readonly text: string;
  };
};

/** What stands between the caller and a patient's record. `ahead`: the server's clock before ours, milliseconds. */
export type RecordAccess = {
  readonly opposed: boolean;
  readonly unrelated: boolean;
  readonly mayOpen: boolean;
  readonly open?: Opening;
  readonly ahead: number;
};

export const recordAccessQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['record-access', patientId] as const,
    queryFn: async ({ signal }): Promise<RecordAccess> => {
      const path = `/api/patients/${encodeURIComponent(patientId)}/access`;
      const { body, ahead } = await call<Omit<RecordAccess, 'ahead'>>(path, { signal });
      return { ...body, ahead };
    },
  });

/** Whether what is not shown of a record may be there nonetheless. */
export type Standing = 'asking' | 'open' | 'closed' | 'unsure';

export const standingOf = (access: RecordAccess | undefined, error: unknown): Standing => {
  if (!access) return error ? 'unsure' : 'asking';
  return (access.opposed || access.unrelated) && !access.open ? 'closed' : 'open';
};

export const StandingContext = createContext<Standing>('open');

/** How the record on screen stands to the user; `open` outside of a record. */
export const useStanding = (): Standing => useContext(StandingContext);

/** What a change of rights does not touch. */
const KEPT: ReadonlySet<unknown> = new Set(['session', 'record-access', 'policy', 'openings']);

/** Forgets what was read so far and reads anew what is on screen; the patient's identity stays drawn meanwhile. */
export const readRecordAnew = async (client: QueryClient, patientId: string): Promise<void> => {
  const isIdentity = (key: readonly unknown[]) => key[0] === 'Patient' && key[1] === patientId;
  await Promise.all([
    client.invalidateQueries({ queryKey: ['Patient', patientId] }),
    client.resetQueries({ predicate: ({ queryKey }) => !KEPT.has(queryKey[0]) && !isIdentity(queryKey) }),
  ]);
};
