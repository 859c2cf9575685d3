// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Role } from '@/fhir/session';
import { fakeClinic } from '@/testing/fake-clinic';
import { aRecord } from '@/testing/fixtures';
import { renderApp } from '@/testing/render-app';

const READ = {
  entry: 7,
  at: '2026-11-21T08:05:00Z',
  action: 'R',
  what: 'read',
  outcome: '0',
  who: 'medecin',
  role: 'physician',
  from: '10.0.0.7',
  on: 'Patient/p1',
  resources: ['Patient/p1/_history/1'],
  number: 1,
  patients: 1,
};
const REFUSED = { ...READ, entry: 6, what: 'search', outcome: '4', status: 403, who: 'technicien', role: 'technician' };
const ALERT = {
  id: 'a1',
  rule: 'family',
  state: 'new',
  at: '2026-11-21T08:05:00Z',
  who: 'ide',
  role: 'nurse',
  patient: 'p1',
  entry: 7,
  history: [],
};

const aClinic = (role: Role) => {
  const clinic = fakeClinic(role, aRecord());
  clinic.answer(/^\/api\/audit\?/, { entries: [READ, REFUSED] });
  clinic.answer(/^\/api\/audit\/counts/, { seconds: 3600, whole: true, counts: [] });
  clinic.answer(/^\/api\/audit\/integrity/, { head: { size: 8, root: 'ab', at: '2026-11-21T08:05:09Z' } });
  clinic.answer(/^\/api\/audit\/alerts/, { alerts: [ALERT] });
  return clinic;
};

test('the officer sees who did what, when and how it ended', async () => {
  renderApp('/journal', aClinic('dpo'));
  const table = await screen.findByRole('table', { name: 'Accès' });
  const [, first, second] = within(table).getAllByRole('row');
  expect(first).toHaveTextContent('medecinMédecin');
  expect(first).toHaveTextContent('A consulté : Dossier patient');
  expect(second).toHaveTextContent('Refusé');
  expect(await screen.findByText(/Pas encore vérifié/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Journal' })).toBeVisible();
});

test('a filter is in the address and in the question', async () => {
  const clinic = aClinic('dpo');
  const { user, router } = renderApp('/journal', clinic);
  await user.type(await screen.findByLabelText('Compte'), 'ide');
  await user.selectOptions(screen.getByLabelText('Issue'), 'Refusé');
  await waitFor(() => expect(router.state.location.search).toEqual({ who: 'ide', outcome: '4' }));
  await waitFor(() => expect(clinic.requests).toContain('GET /api/audit?who=ide&outcome=4&count=50'));
});

test('the details of an access name what was shown and where from', async () => {
  const { user } = renderApp('/journal', aClinic('dpo'));
  await user.click((await screen.findAllByRole('button', { name: /^Voir le détail/ }))[0] as HTMLElement);
  const details = await screen.findByRole('dialog', { name: 'A consulté : Dossier patient' });
  expect(details).toHaveTextContent('10.0.0.7');
  expect(details).toHaveTextContent('p1, version 1');
});

test('an alert is explained with words, or not at all', async () => {
  const clinic = aClinic('dpo');
  const { user } = renderApp('/alertes', clinic);
  expect(await screen.findByText('Patient du même nom de famille')).toBeVisible();
  await user.click(within(screen.getByRole('listitem')).getByRole('button', { name: 'Expliquée' }));
  expect(await screen.findByText(/Dites pourquoi/)).toBeVisible();
  expect(clinic.requests.some((one) => one.startsWith('POST'))).toBe(false);
  await user.type(screen.getByLabelText('Explication'), 'Soins');
  clinic.answer(/^\/api\/audit\/alerts\/a1/, { ...ALERT, state: 'explained' });
  await user.click(within(screen.getByRole('listitem')).getByRole('button', { name: 'Expliquée' }));
  await waitFor(() => expect(clinic.requests).toContain('POST /api/audit/alerts/a1'));
});

test('a patient sees who read their own record', async () => {
  renderApp('/patients/p1/acces', aClinic('patient'));
  expect(await screen.findByRole('table', { name: 'Qui a consulté mon dossier' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'Accès' })).toBeVisible();
});

test('others are offered neither the log nor the accesses of a record', async () => {
  const first = renderApp('/patients/p1', aClinic('nurse'));
  expect(await screen.findByRole('link', { name: 'Synthèse' })).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Accès' })).not.toBeInTheDocument();
  expect(screen.queryByRole('link', { name: 'Journal' })).not.toBeInTheDocument();
  first.unmount();
  renderApp('/journal', aClinic('nurse'));
  expect(await screen.findByText('Accès non autorisé')).toBeVisible();
});
