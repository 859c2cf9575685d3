// SPDX-License-Identifier: Apache-2.0
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { today } from '@/lib/dates';
import { rememberPatient } from '@/lib/recent-patients';
import { fakeClinic } from '@/testing/fake-clinic';
import { aRecord } from '@/testing/fixtures';
import { renderApp } from '@/testing/render-app';

test('greets by name and shows who is in the wards, who comes and who was seen', async () => {
  rememberPatient('physician', 'p1');
  const clinic = fakeClinic('physician');
  clinic.put({
    resourceType: 'Encounter',
    id: 'v',
    status: 'planned',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/p1' },
    period: { start: `${today()}T09:30:00+01:00` },
  });
  renderApp('/', clinic);
  expect(await screen.findByRole('heading', { name: 'Bonjour, Dr Awa Traoré' })).toBeVisible();
  for (const region of ['Séjours en cours', 'Venues du jour', 'Patients récents']) {
    const panel = await screen.findByRole('region', { name: new RegExp(region) });
    expect(await within(panel).findByRole('link', { name: /BÉLANGER \(DUPONT\) Camille/ })).toBeVisible();
  }
});

test('says when there is nobody, which is not a failure', async () => {
  renderApp('/', fakeClinic('physician', []));
  expect(await screen.findByText('Aucun séjour en cours')).toBeVisible();
  expect(screen.getByText('Aucune venue enregistrée aujourd’hui')).toBeVisible();
  expect(screen.getByText('Aucun dossier ouvert récemment')).toBeVisible();
});

test('a section that fails says so with a number, and can be asked again', async () => {
  const clinic = fakeClinic('physician');
  clinic.break(/Encounter\?status/, 500);
  const { user } = renderApp('/', clinic);
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('Numéro à transmettre au support : req-42');
  clinic.repair();
  await user.click(within(alert).getByRole('button', { name: 'Réessayer' }));
  expect(await screen.findByRole('link', { name: /Dyspnée aiguë/ })).toBeVisible();
});

test('a role without access to records is told so and offered nothing', async () => {
  renderApp('/', fakeClinic('dpo'));
  expect(await screen.findByText('Votre rôle ne donne pas accès aux dossiers des patients.')).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Patients' })).not.toBeInTheDocument();
  expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
});

test('a patient goes straight to their own record', async () => {
  const { router } = renderApp('/', fakeClinic('patient', aRecord()));
  expect(await screen.findByRole('heading', { level: 1, name: /BÉLANGER/ })).toBeVisible();
  expect(router.state.location.pathname).toBe('/patients/p1');
  expect(screen.queryByRole('button', { name: 'Nouveau' })).not.toBeInTheDocument();
});

test('a session that cannot be read is a failure, not an empty screen', async () => {
  const clinic = fakeClinic();
  clinic.break(/session/, 0);
  renderApp('/', clinic);
  expect(await screen.findByText('Serveur injoignable')).toBeVisible();
});
