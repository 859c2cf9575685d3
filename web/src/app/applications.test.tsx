// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { App } from '@/features/apps/apps-query';
import { fakeClinic } from '@/testing/fake-clinic';
import { renderApp } from '@/testing/render-app';

const curves: App = {
  clientId: 'app-1',
  name: 'Courbes',
  kind: 'public',
  redirectUris: ['https://courbes.example.org/retour'],
  scopes: 'openid patient/Observation.rs',
  words: ['Consulter les constantes et les résultats du patient choisi'],
  enabled: true,
};

test('an administrator sees what each application may ask for, but not those that were removed', async () => {
  const clinic = fakeClinic('admin');
  clinic.answer(/^\/api\/clients/, [curves, { ...curves, clientId: 'app-2', name: 'Ancienne', enabled: false }]);
  renderApp('/applications', clinic);
  const table = await screen.findByRole('table', { name: 'Applications enregistrées' });
  expect(within(table).getByText('Courbes')).toBeVisible();
  expect(within(table).getAllByText(curves.words[0] ?? '')[0]).toBeVisible();
  expect(within(table).queryByText('Ancienne')).not.toBeInTheDocument();
});

test('what is wrong is said beside its field, and nothing is sent', async () => {
  const clinic = fakeClinic('admin');
  clinic.answer(/^\/api\/clients/, []);
  const { user } = renderApp('/applications', clinic);
  expect(await screen.findByText('Aucune application')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Ajouter une application' }));
  const dialog = await screen.findByRole('dialog', { name: 'Ajouter une application' });
  await user.type(within(dialog).getByLabelText(/^Adresses de retour/), 'http://courbes.example.org');
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer l’application' }));
  expect(await within(dialog).findByText('Indiquez le nom de l’application.')).toBeVisible();
  expect(within(dialog).getByText(/Une adresse de retour commence par https/)).toBeVisible();
  expect(within(dialog).getByText('Choisissez au moins une sorte de données.')).toBeVisible();
  expect(clinic.requests).not.toContain('POST /api/clients');
});

test('a secret is shown once', async () => {
  const clinic = fakeClinic('admin');
  clinic.answer(/^\/api\/clients/, []);
  const { user } = renderApp('/applications', clinic);
  await user.click(await screen.findByRole('button', { name: 'Ajouter une application' }));
  const dialog = await screen.findByRole('dialog', { name: 'Ajouter une application' });
  await user.type(within(dialog).getByLabelText(/^Nom/), 'Serveur de courbes');
  await user.type(within(dialog).getByLabelText(/^Adresses de retour/), 'https://courbes.example.org/retour');
  await user.click(within(dialog).getByRole('radio', { name: /Sur un serveur, avec un secret/ }));
  await user.click(within(dialog).getByRole('checkbox', { name: 'Constantes et résultats' }));
  clinic.answer(/^\/api\/clients/, { ...curves, name: 'Serveur de courbes', clientSecret: 's3cr3t' });
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer l’application' }));
  const told = await screen.findByRole('dialog', { name: 'Serveur de courbes est enregistrée' });
  expect(within(told).getByText('s3cr3t')).toBeVisible();
  clinic.answer(/^\/api\/clients/, [{ ...curves, name: 'Serveur de courbes' }]);
  await user.click(within(told).getByRole('button', { name: 'J’ai transmis le secret' }));
  await waitFor(() => expect(screen.queryByText('s3cr3t')).not.toBeInTheDocument());
});

test('an application is removed after a second question', async () => {
  const clinic = fakeClinic('admin');
  clinic.answer(/^\/api\/clients/, [curves]);
  const { user } = renderApp('/applications', clinic);
  await user.click(await screen.findByRole('button', { name: 'Retirer Courbes' }));
  const dialog = await screen.findByRole('dialog', { name: /Retirer Courbes/ });
  expect(clinic.requests).not.toContain('DELETE /api/clients/app-1');
  await user.click(within(dialog).getByRole('button', { name: 'Retirer' }));
  await waitFor(() => expect(clinic.requests).toContain('DELETE /api/clients/app-1'));
  expect(await screen.findByText('Courbes a été retirée.')).toBeVisible();
});

test('the officer does not register applications', async () => {
  renderApp('/applications', fakeClinic('dpo'));
  expect(await screen.findByText('Accès non autorisé')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Ajouter une application' })).not.toBeInTheDocument();
});
