// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Practitioner } from 'fhir/r4';
import { api, fhir, resourcesOf } from '@/fhir/client';
import { call } from '@/fhir/transport';

/** One access as the log holds it: codes and references, never what was read. */
export type Access = {
  readonly entry: number;
  readonly at: string;
  readonly action: string;
  readonly what: string;
  readonly outcome: string;
  readonly status?: number;
  readonly who: string;
  readonly role?: string;
  readonly person?: string;
  readonly from?: string;
  readonly request?: string;
  readonly on?: string;
  readonly query?: readonly string[];
  readonly resources?: readonly string[];
  readonly number?: number;
  readonly patients: number;
  readonly why?: string;
  readonly grant?: string;
};

/** What is looked for; days are local FHIR dates. */
export type AccessFilter = {
  readonly patient?: string;
  readonly who?: string;
  readonly from?: string;
  readonly to?: string;
  readonly kind?: string;
  readonly outcome?: string;
};

/** Kinds a person thinks in, and the interactions they stand for. */
export const KINDS: Readonly<Record<string, string>> = {
  consult: 'read,vread,history,search,api,$everything,$lastn,$document',
  write: 'create,update,patch,delete,transaction',
  export: '$export',
  session: 'login,logout',
};

type Page = { readonly entries: readonly Access[]; readonly next?: number };

const edge = (day: string | undefined, end: boolean): string | undefined =>
  day && new Date(`${day}T${end ? '23:59:59.999' : '00:00:00'}`).toISOString();

const params = (filter: AccessFilter) => ({
  patient: filter.patient?.trim(),
  who: filter.who?.trim(),
  from: edge(filter.from, false),
  to: edge(filter.to, true),
  what: filter.kind && KINDS[filter.kind],
  outcome: filter.outcome,
});

export const accessesQuery = (filter: AccessFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'entries', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>('/api/audit', { ...params(filter), count: 50, before: pageParam }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page: Page) => page.next,
  });

/** Accesses and refusals in each hour or day. */
export type Counts = {
  readonly seconds: number;
  readonly whole: boolean;
  readonly counts: readonly { readonly from: string; readonly accesses: number; readonly refused: number }[];
};

export const countsQuery = (filter: AccessFilter) =>
  queryOptions({
    queryKey: ['audit', 'counts', filter] as const,
    queryFn: ({ signal }) => api.get<Counts>('/api/audit/counts', params(filter), signal),
  });

export type Integrity = {
  readonly head?: { readonly size: number; readonly root: string; readonly at: string };
  readonly timestamp?: { readonly size: number; readonly at: string; readonly by: string };
  readonly verification?: {
    readonly at: string;
    readonly sound: boolean;
    readonly entries: number;
    readonly from?: number;
    readonly why?: string;
  };
};

export const integrityQuery = queryOptions({
  queryKey: ['audit', 'integrity'] as const,
  queryFn: ({ signal }) => api.get<Integrity>('/api/audit/integrity', {}, signal),
});

export const verifyLog = async (): Promise<Integrity> =>
  (await call<Integrity>('/api/audit/verification', { method: 'POST' })).body;

/** The evidence file for a filter, as text. */
export const evidence = async (filter: AccessFilter): Promise<string> =>
  JSON.stringify(await api.get<unknown>('/api/audit/evidence', params(filter)));

export type AlertState = 'new' | 'seen' | 'explained' | 'incident';

export type Alert = {
  readonly id: string;
  readonly rule: 'mass' | 'family' | 'vip' | 'own' | 'hours' | 'refused';
  readonly state: AlertState;
  readonly at: string;
  readonly who: string;
  readonly role?: string;
  readonly person?: string;
  readonly from?: string;
  readonly patient?: string;
  readonly count?: number;
  readonly usual?: number;
  readonly entry: number;
  readonly history: readonly {
    readonly state: AlertState;
    readonly by: string;
    readonly at: string;
    readonly note?: string;
  }[];
};

export const alertsQuery = (state: AlertState | undefined) =>
  queryOptions({
    queryKey: ['audit', 'alerts', state] as const,
    queryFn: async ({ signal }) =>
      (await api.get<{ alerts: readonly Alert[] }>('/api/audit/alerts', { state }, signal)).alerts,
  });

export const changeAlert = async (id: string, state: AlertState, note: string): Promise<Alert> =>
  (
    await call<Alert>(`/api/audit/alerts/${id}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(note ? { state, note } : { state }),
    })
  ).body;

/** Names of practitioners by their reference. */
export const peopleQuery = (references: readonly string[]) => {
  const ids = [...new Set(references)]
    .filter((one) => one.startsWith('Practitioner/'))
    .map((one) => one.slice('Practitioner/'.length))
    .sort()
    .slice(0, 100);
  return queryOptions({
    queryKey: ['audit', 'people', ids] as const,
    enabled: ids.length > 0,
    staleTime: 600_000,
    queryFn: async ({ signal }) => {
      const bundle = await fhir.search('Practitioner', { _id: ids.join(','), _count: ids.length }, signal);
      const names: Record<string, string> = {};
      for (const one of resourcesOf<Practitioner>(bundle, 'Practitioner')) {
        const name = one.name?.[0];
        names[`Practitioner/${one.id}`] = [name?.prefix?.[0], name?.given?.[0], name?.family].filter(Boolean).join(' ');
      }
      return names;
    },
  });
};
