// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import { api } from '@/fhir/client';
import { call } from '@/fhir/transport';

/** One thing a policy allows, as the server keeps it; `allows` are letters of `cruds`. */
export type PolicyGrant = {
  readonly says: string;
  readonly types: string | readonly string[];
  readonly allows: string;
  readonly criteria?: string | readonly string[];
  readonly with?: string | readonly string[];
  readonly hides?: string | readonly string[];
  readonly firm?: boolean;
  readonly option?: string;
  readonly onCall?: boolean;
  readonly purposes?: string | readonly string[];
  readonly from?: string;
  readonly to?: string;
};

export type Policy = {
  readonly options?: Readonly<Record<string, boolean>>;
  readonly sets?: Readonly<Record<string, readonly string[]>>;
  readonly unbound?: readonly string[];
  readonly roles?: Readonly<Record<string, readonly PolicyGrant[]>>;
};

/** The policy in force with the tag its next version must name. */
export type TaggedPolicy = { readonly policy: Policy; readonly tag: string };

export const policyQuery = queryOptions({
  queryKey: ['policy', 'current'] as const,
  queryFn: async ({ signal }): Promise<TaggedPolicy> => {
    const { body, etag } = await call<Policy>('/api/policy', { signal });
    return { policy: body, tag: etag ?? '' };
  },
});

/** Puts a new version in force; fails with 412 when somebody else was first. */
export const putPolicy = async (policy: Policy, tag: string): Promise<TaggedPolicy> => {
  const { body, etag } = await call<Policy>('/api/policy', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'If-Match': tag },
    body: JSON.stringify(policy),
  });
  return { policy: body, tag: etag ?? '' };
};

export type PolicyVersion = { readonly version: number; readonly made: string; readonly author: string };

/** Newest first. */
export const versionsQuery = queryOptions({
  queryKey: ['policy', 'versions'] as const,
  queryFn: async ({ signal }): Promise<readonly PolicyVersion[]> => {
    const { versions } = await api.get<{ readonly versions: readonly PolicyVersion[] }>(
      '/api/policy/versions',
      {},
      signal,
    );
    return versions.toSorted((a, b) => b.version - a.version);
  },
});

export type Question = {
  readonly login: string;
  readonly type: string;
  readonly id?: string;
  readonly policy?: Policy;
};

/** What someone would see of a type, and what stands before one resource. */
export type Explanation = {
  readonly login: string;
  readonly role: string;
  readonly purpose: string;
  readonly onCall: boolean;
  readonly organizations: readonly string[];
  readonly locations: readonly string[];
  readonly may: string;
  readonly grants: readonly {
    readonly says: string;
    readonly allows: string;
    readonly criteria: readonly string[];
    readonly hides: readonly string[];
    readonly counts: boolean;
  }[];
  readonly there: number;
  readonly seen: number;
  readonly resource?: { readonly there: boolean; readonly seen: boolean; readonly reasons: readonly string[] };
};

export const explain = (question: Question): Promise<Explanation> => api.post('/api/policy/explanation', question);
