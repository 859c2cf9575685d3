// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import type { Consent } from 'fhir/r4';
import { expect, test } from 'vitest';
import { fakeClinic } from '@/testing/fake-clinic';
import { renderApp } from '@/testing/render-app';

test('an opposition is recorded, told in plain words, and ended', async () => {
  const clinic = fakeClinic();
  const { user } = renderApp('/patients/p1/administratif', clinic);
  const panel = await screen.findByRole('region', { name: 'Décisions du patient sur son dossier' });
  expect(await within(panel).findByText('Aucune décision enregistrée')).toBeVisible();
  await user.click(within(panel).getByRole('button', { name: 'Enregistrer une opposition' }));
  const form = await screen.findByRole('form', { name: 'Enregistrer une opposition' });
  await user.click(within(form).getByLabelText('De certaines fonctions'));
  await user.click(within(form).getByRole('button', { name: 'Enregistrer' }));
  expect(await within(form).findByText('Choisissez au moins une fonction.')).toBeVisible();
  await user.click(within(form).getByLabelText('Médecin'));
  expect(within(form).getByText(/Cette opposition vous concerne/)).toBeVisible();
  await user.click(within(form).getByLabelText('Recherche'));
  await user.click(within(form).getByRole('button', { name: 'Enregistrer' }));
  expect(await within(panel).findByText('Opposition à l’accès : les médecins')).toBeVisible();
  expect(within(panel).getByText('Pour la recherche')).toBeVisible();
  expect(within(panel).getByText('En vigueur')).toBeVisible();
  await user.click(within(panel).getByRole('button', { name: 'Mettre fin' }));
  expect(await within(panel).findByText('Terminée')).toBeVisible();
  expect((clinic.all('Consent')[0] as Consent).status).toBe('inactive');
});

test('a decision somebody else changed is told and read again', async () => {
  const clinic = fakeClinic();
  clinic.put({
    resourceType: 'Consent',
    id: 'c1',
    meta: { versionId: '1' },
    status: 'active',
    scope: {},
    category: [],
    patient: { reference: 'Patient/p1' },
    provision: { type: 'deny' },
  });
  const { user } = renderApp('/patients/p1/administratif', clinic);
  const end = await screen.findByRole('button', { name: 'Mettre fin' });
  clinic.put({ ...(clinic.all('Consent')[0] as Consent), meta: { versionId: '2' } });
  await user.click(end);
  await waitFor(() => expect(screen.getByText(/a été modifiée entre-temps/)).toBeVisible());
});

test('who only reads decisions is not offered to write one', async () => {
  renderApp('/patients/p1/administratif', fakeClinic('nurse'));
  expect(await screen.findByText('Aucune décision enregistrée')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Enregistrer une opposition' })).not.toBeInTheDocument();
});
