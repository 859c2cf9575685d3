// SPDX-License-Identifier: Apache-2.0
import { api } from '@/fhir/client';
import { failureOf } from '@/fhir/failure';

type Launch = { readonly launch: string };

/** Seals the chosen patient for the application and goes on with what it had asked. */
export const goOnWith = async (patient: string, search: string): Promise<void> => {
  const asked = new URLSearchParams(search);
  const { launch } = await api.post<Launch>('/api/launch', {
    clientId: asked.get('client_id') ?? '',
    patient,
    standalone: true,
  });
  asked.set('launch', launch);
  window.location.assign(`/oauth2/authorize?${asked}`);
};

/** Says to the server what one agrees to, nothing for a refusal, and goes where it sends us. */
export const answer = async (clientId: string, state: string, scopes: readonly string[]): Promise<void> => {
  const form = new URLSearchParams({ client_id: clientId, state });
  for (const scope of scopes) form.append('scope', scope);
  const response = await fetch('/oauth2/authorize', {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: form,
  }).catch(() => undefined);
  const told: unknown = await response?.json().catch(() => undefined);
  if (!response?.ok || typeof told !== 'object' || told === null || !('location' in told)) {
    throw failureOf(response?.status ?? 0);
  }
  window.location.assign(String(told.location));
};
