// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import { api, type Params, queryString } from '@/fhir/client';
import { call } from '@/fhir/transport';
import type {
  Allocation,
  Bed,
  BedState,
  Diversion,
  Emergency,
  Hospital,
  Place,
  Speciality,
  Status,
  Summary,
} from './beds-types';

export const specialitiesQuery = queryOptions({
  queryKey: ['beds', 'specialities'] as const,
  queryFn: async ({ signal }): Promise<readonly Speciality[]> => {
    const path = '/api/beds/specialities';
    const { specialities } = await api.get<{ readonly specialities: readonly Speciality[] }>(path, {}, signal);
    return specialities.toSorted((a, b) => a.labelFr.localeCompare(b.labelFr, 'fr'));
  },
  staleTime: Number.POSITIVE_INFINITY,
});

/** Free beds everywhere, for one speciality (a code) or, without one, for all. */
export const summaryQuery = (speciality: string | undefined) =>
  queryOptions({
    queryKey: ['beds', 'summary', speciality ?? ''] as const,
    queryFn: ({ signal }) => api.get<Summary>('/api/beds/summary', { speciality }, signal),
  });

export type HospitalFilter = {
  readonly speciality?: string;
  readonly near?: Place;
  readonly q?: string;
  readonly limit?: number;
};

/** Hospitals with their counts: nearest first when a place is given, else by name. */
export const hospitalsQuery = ({ speciality, near, q, limit = 100 }: HospitalFilter) => {
  const place = near && `${near.latitude.toFixed(4)},${near.longitude.toFixed(4)}`;
  const params: Params = { speciality, near: place, q, limit };
  return queryOptions({
    queryKey: ['beds', 'hospitals', params] as const,
    queryFn: async ({ signal }): Promise<readonly Hospital[]> =>
      (await api.get<{ readonly hospitals: readonly Hospital[] }>('/api/hospitals', params, signal)).hospitals,
  });
};

const hospitalPath = (id: string) => `/api/hospitals/${encodeURIComponent(id)}`;

export const hospitalQuery = (id: string) =>
  queryOptions({
    queryKey: ['beds', 'hospital', id] as const,
    queryFn: ({ signal }) => api.get<Hospital>(hospitalPath(id), {}, signal),
  });

export const bedsOfQuery = (id: string) =>
  queryOptions({
    queryKey: ['beds', 'hospital', id, 'beds'] as const,
    queryFn: async ({ signal }): Promise<readonly Bed[]> =>
      (await api.get<{ readonly beds: readonly Bed[] }>(`${hospitalPath(id)}/beds`, {}, signal)).beds,
  });

/** An allocation, and how far the server's clock is ahead of ours, milliseconds. */
export type Seen = { readonly allocation: Allocation; readonly ahead: number };

export const allocationQuery = (id: string) =>
  queryOptions({
    queryKey: ['beds', 'allocation', id] as const,
    queryFn: async ({ signal }): Promise<Seen> => {
      const { body, ahead } = await call<Allocation>(`/api/allocations/${encodeURIComponent(id)}`, { signal });
      return { allocation: body, ahead };
    },
  });

export type AllocationFilter = { readonly status?: Status; readonly hospital?: string; readonly limit?: number };

/** Newest first. */
export const allocationsQuery = (filter: AllocationFilter) =>
  queryOptions({
    queryKey: ['beds', 'allocations', filter] as const,
    queryFn: async ({ signal }): Promise<{ readonly allocations: readonly Allocation[]; readonly ahead: number }> => {
      const path = `/api/allocations?${queryString(filter)}`;
      const { body, ahead } = await call<{ readonly allocations: readonly Allocation[] }>(path, { signal });
      return { allocations: body.allocations, ahead };
    },
  });

const write = async <T>(method: string, path: string, body: unknown, key?: string) => {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (key) headers['Idempotency-Key'] = key;
  return call<T>(path, { method, headers, body: JSON.stringify(body) });
};

const seen = async (answer: Promise<{ readonly body: Allocation; readonly ahead: number }>): Promise<Seen> => {
  const { body, ahead } = await answer;
  return { allocation: body, ahead };
};

/** Asks for a bed. The same key with the same body answers the same allocation. */
export const allocate = (emergency: Emergency, key: string): Promise<Seen> =>
  seen(write('POST', '/api/allocations', emergency, key));

/** What can be done with an allocation; `refuse` and `transfer` answer the new one. */
export type Act =
  | { readonly verb: 'confirm' | 'cancel' }
  | { readonly verb: 'release'; readonly cleaning: boolean }
  | { readonly verb: 'refuse'; readonly reason: string }
  | { readonly verb: 'transfer'; readonly hospital?: string }
  | { readonly verb: 'extend'; readonly seconds: number };

export const act = (id: string, { verb, ...body }: Act, key: string): Promise<Seen> =>
  seen(write('POST', `/api/allocations/${encodeURIComponent(id)}/${verb}`, body, key));

export const setBedState = async (id: string, state: BedState): Promise<void> => {
  await write('PATCH', `/api/beds/${encodeURIComponent(id)}`, { state });
};

export const setDiversion = async (id: string, diversion: Diversion): Promise<void> => {
  await write('PATCH', hospitalPath(id), { diversion });
};

/** What the server made of a file: a line counted from 1 (the heading), or a hospital, that was refused, and why. */
export type Imported = {
  readonly hospitals: number;
  readonly beds: number;
  readonly specialities?: Readonly<Record<string, number>>;
  readonly refused: readonly { readonly line?: number; readonly hospital?: string; readonly why: string }[];
};

/** Loads a file of hospitals; `check` only tells what it would do. */
export const importHospitals = async (csv: string, check: boolean): Promise<Imported> => {
  const headers = { 'Content-Type': 'text/csv;charset=UTF-8' };
  const path = `/api/hospitals/import${check ? '?check=true' : ''}`;
  return (await call<Imported>(path, { method: 'POST', headers, body: csv })).body;
};
