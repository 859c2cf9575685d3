// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import { api } from '@/fhir/client';

/** An application or program that may ask for tokens, with what it may ask for in words. */
export type App = {
  readonly clientId: string;
  readonly name: string;
  readonly kind: 'public' | 'symmetric' | 'asymmetric';
  readonly redirectUris: readonly string[];
  readonly scopes: string;
  readonly words: readonly string[];
  readonly launchUrl?: string;
  readonly enabled: boolean;
};

/** What a registration takes; the secret comes back once, when there is one. */
export type Registration = Pick<App, 'name' | 'kind' | 'redirectUris' | 'scopes' | 'launchUrl'>;
export type Registered = App & { readonly clientSecret?: string };

/** The applications of the establishment, by name, without those that were removed. */
export const appsQuery = queryOptions({
  queryKey: ['apps'] as const,
  queryFn: async ({ signal }): Promise<readonly App[]> =>
    (await api.get<readonly App[]>('/api/clients', {}, signal)).filter((one) => one.enabled),
});

export const apps = {
  register: (asked: Registration) => api.post<Registered>('/api/clients', asked),
  remove: (clientId: string) => api.remove(`/api/clients/${encodeURIComponent(clientId)}`),
};
