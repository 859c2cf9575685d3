// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import { api } from '@/fhir/client';
import { call } from '@/fhir/transport';

/** A browser one is signed in with. */
export type Device = {
  readonly id: string;
  readonly device: string;
  readonly address: string;
  readonly since: string;
  readonly used: string;
  readonly current: boolean;
};

export type Passkey = { readonly id: string; readonly label: string; readonly since: string; readonly used: string };

/** How one proves who one is, beside the password. */
export type Factors = {
  readonly code: boolean;
  readonly passkeys: readonly Passkey[];
  readonly recoveryCodes: number;
  readonly required: boolean;
  readonly passwordChanges: boolean;
};

export type CodeOffer = { readonly secret: string; readonly address: string };
export type Added = { readonly recoveryCodes: readonly string[] };

/** Devices one is signed in on, the one used last first. */
export const devicesQuery = queryOptions({
  queryKey: ['account', 'devices'] as const,
  queryFn: async ({ signal }): Promise<readonly Device[]> =>
    (await api.get<{ devices: readonly Device[] }>('/api/session/devices', {}, signal)).devices,
});

/** Second factors of the account. */
export const factorsQuery = queryOptions({
  queryKey: ['account', 'factors'] as const,
  queryFn: ({ signal }): Promise<Factors> => api.get<Factors>('/api/session/factors', {}, signal),
});

const post = async <T>(path: string, body: object): Promise<T> =>
  (
    await call<T>(`/api/session${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).body;

/** What one changes about one's own account; whatever changes how one gets in takes the password. */
export const account = {
  endDevice: (id: string) => call<undefined>(`/api/session/devices/${id}`, { method: 'DELETE' }),
  endOtherDevices: () => call<undefined>('/api/session/devices', { method: 'DELETE' }),
  offerCode: (password: string) => post<CodeOffer>('/factors/code', { password }),
  confirmCode: (code: string) => post<Added>('/factors/code/confirm', { code }),
  removeCode: (password: string) => post<undefined>('/factors/code/remove', { password }),
  askPasskey: (password: string) =>
    post<{ handle: string; options: Record<string, unknown> }>('/factors/passkeys/options', { password }),
  addPasskey: (answer: object) => post<Added>('/factors/passkeys', answer),
  removePasskey: (id: string, password: string) => post<undefined>(`/factors/passkeys/${id}/remove`, { password }),
  renewRecoveryCodes: (password: string) => post<Added>('/factors/recovery-codes', { password }),
  changePassword: (password: string, newPassword: string) => post<undefined>('/password', { password, newPassword }),
};
