// SPDX-License-Identifier: Apache-2.0
import type { Bundle, FhirResource } from 'fhir/r4';
import { call } from '@/fhir/transport';

/** Search parameters: a list is sent as one parameter per value (AND). Empty values are left out. */
export type Params = Readonly<Record<string, string | number | readonly string[] | undefined>>;

export const queryString = (params: Params): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return query.toString();
};

const JSON_API = { 'Content-Type': 'application/json' };
const JSON_FHIR = { 'Content-Type': 'application/fhir+json' };

/** The resources of one type found in a bundle, in its order. */
export const resourcesOf = <T extends FhirResource>(bundle: Bundle | undefined, type: T['resourceType']): T[] =>
  (bundle?.entry ?? [])
    .map((entry) => entry.resource)
    .filter((resource): resource is T => resource?.resourceType === type);

/** Path and query of the next page of a bundle, on our own origin; undefined on the last one. */
export const nextPage = (bundle: Bundle): string | undefined => {
  const url = bundle.link?.find((link) => link.relation === 'next')?.url;
  if (!url) return undefined;
  const parsed = new URL(url, window.location.origin);
  return parsed.pathname + parsed.search;
};

export const fhir = {
  read: async <T extends FhirResource>(type: T['resourceType'], id: string, signal?: AbortSignal): Promise<T> =>
    (await call<T>(`/fhir/${type}/${encodeURIComponent(id)}`, { signal })).body,

  search: async (type: FhirResource['resourceType'], params: Params, signal?: AbortSignal): Promise<Bundle> =>
    (await call<Bundle>(`/fhir/${type}?${queryString(params)}`, { signal })).body,

  page: async (path: string, signal?: AbortSignal): Promise<Bundle> => (await call<Bundle>(path, { signal })).body,

  create: async <T extends FhirResource>(resource: T): Promise<T> =>
    (
      await call<T>(`/fhir/${resource.resourceType}`, {
        method: 'POST',
        headers: { ...JSON_FHIR, Prefer: 'return=representation' },
        body: JSON.stringify(resource),
      })
    ).body,

  /** Replaces the resource if it is still at `version`; fails with 412 when somebody else wrote meanwhile. */
  update: async <T extends FhirResource>(resource: T, version: string): Promise<T> =>
    (
      await call<T>(`/fhir/${resource.resourceType}/${resource.id}`, {
        method: 'PUT',
        headers: { ...JSON_FHIR, 'If-Match': `W/"${version}"`, Prefer: 'return=representation' },
        body: JSON.stringify(resource),
      })
    ).body,
};

export const api = {
  get: async <T>(path: string, params: Params, signal?: AbortSignal): Promise<T> => {
    const query = queryString(params);
    return (await call<T>(query ? `${path}?${query}` : path, { signal })).body;
  },

  post: async <T>(path: string, body: unknown): Promise<T> =>
    (await call<T>(path, { method: 'POST', headers: JSON_API, body: JSON.stringify(body) })).body,

  remove: async (path: string): Promise<void> => {
    await call<void>(path, { method: 'DELETE' });
  },
};
