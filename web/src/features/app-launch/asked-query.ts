// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import { api } from '@/fhir/client';

export type AskedScope = { readonly scope: string; readonly words: string; readonly writes: boolean };

/** An application and what it asks for, in words. */
export type Asked = { readonly name: string; readonly scopes: readonly AskedScope[] };

export const askedQuery = (clientId: string, scope: string) =>
  queryOptions({
    queryKey: ['app', { clientId, scope }] as const,
    queryFn: ({ signal }) => api.get<Asked>('/api/apps/asked', { client_id: clientId, scope }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
