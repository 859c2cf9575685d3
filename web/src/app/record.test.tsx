// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeClinic } from '@/testing/fake-clinic';
import { anAllergy, aPatient } from '@/testing/fixtures';
import { renderApp } from '@/testing/render-app';

const banner = () => screen.findByRole('region', { name: 'Identité du patient' });

test('the banner says who this is, and the most severe allergy first', async () => {
  renderApp('/patients/p1', fakeClinic());
  const who = await banner();
  expect(within(who).getByRole('heading', { level: 1 })).toHaveTextContent('BÉLANGER (DUPONT) Camille');
  expect(who).toHaveTextContent('12/03/1951');
  expect(who).toHaveTextContent('2 51 03 69 383 123 75');
  const allergies = await within(who).findByText(/Pénicilline \(sévère\)/);
  expect(allergies.compareDocumentPosition(within(who).getByText(/Arachide/))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(await within(who).findByText(/Séjour en cours : Cardiologie/)).toBeInTheDocument();
});

test('« none known », « not recorded », « not permitted » and « failed » are four different pictures', async () => {
  const none = anAllergy('a', 'Aucune', { code: { coding: [{ code: '716186003' }] } });
  const first = renderApp('/patients/p1', fakeClinic('physician', [aPatient(), none]));
  expect(await within(await banner()).findByText('Aucune allergie connue')).toBeVisible();
  first.unmount();
  const second = renderApp('/patients/p1', fakeClinic('physician', [aPatient()]));
  expect(await within(await banner()).findByText('Allergies non renseignées')).toBeVisible();
  second.unmount();
  const third = renderApp('/patients/p1', fakeClinic('secretary'));
  expect(await within(await banner()).findByText('Allergies : accès non autorisé')).toBeVisible();
  third.unmount();
  const broken = fakeClinic();
  broken.break(/AllergyIntolerance/, 500);
  renderApp('/patients/p1', broken);
  expect(await within(await banner()).findByText('Allergies non chargées')).toBeVisible();
});

test('the summary shows problems, treatments, measures with their gravity, documents', async () => {
  renderApp('/patients/p1', fakeClinic());
  expect(await screen.findByText('Hypertension artérielle essentielle')).toBeVisible();
  expect(await screen.findByText('Ramipril 5 mg')).toBeVisible();
  expect(screen.queryByText('Amoxicilline 1 g')).not.toBeInTheDocument();
  const results = await screen.findByRole('region', { name: 'Biologie' });
  const potassium = (await within(results).findByText('Potassium')).closest('li') as HTMLElement;
  expect(potassium).toHaveTextContent('6,4mmol/L');
  expect(within(potassium).getByRole('img', { name: 'très élevé, critique' })).toBeInTheDocument();
  expect(within(potassium).getByRole('img', { name: 'en hausse' })).toBeInTheDocument();
  const vitals = screen.getByRole('region', { name: 'Constantes' });
  expect(await within(vitals).findByText('128/78')).toBeVisible();
  expect(await screen.findByText('Lettre de sortie de cardiologie')).toBeVisible();
});

test('an empty record says so section by section', async () => {
  renderApp('/patients/p1', fakeClinic('physician', [aPatient()]));
  for (const words of [
    'Aucun problème actif noté',
    'Aucun traitement en cours noté',
    'Aucune constante notée',
    'Aucun résultat de biologie',
    'Aucun document',
  ]) {
    expect(await screen.findByText(words)).toBeVisible();
  }
});

test('a secretary sees that problems exist elsewhere, not that there are none', async () => {
  renderApp('/patients/p1/problemes', fakeClinic('secretary'));
  expect(await screen.findByText(/Votre rôle ne permet pas de voir cette information/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Nouveau' })).not.toBeInTheDocument();
});

test('a record that does not exist is said to be missing', async () => {
  renderApp('/patients/nobody', fakeClinic());
  expect(await screen.findByText('Dossier introuvable')).toBeVisible();
});

test('results: a row per code, its course beside it', async () => {
  const { user, router } = renderApp('/patients/p1/biologie', fakeClinic());
  const table = await screen.findByRole('table', { name: 'Biologie' });
  expect(within(table).getAllByRole('row')).toHaveLength(4);
  await user.click(within(table).getByRole('button', { name: 'Potassium' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ code: '2823-3' }));
  const values = await screen.findByRole('table', { name: 'Valeurs' });
  expect(within(values).getAllByRole('row')).toHaveLength(3);
  expect(await screen.findByRole('img', { name: /Courbe\s: Potassium, 2 valeurs/ })).toBeInTheDocument();
});

test('vital signs can be empty, and can be added from there', async () => {
  const { user } = renderApp('/patients/p1/constantes', fakeClinic('nurse', [aPatient()]));
  expect(await screen.findByText('Aucune constante notée')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Ajouter une mesure' }));
  expect(await screen.findByRole('form', { name: 'Ajouter une mesure' })).toBeVisible();
});

test('treatments, problems and allergies have their whole page', async () => {
  const { router } = renderApp('/patients/p1/traitements', fakeClinic());
  expect(await screen.findByText('Amoxicilline 1 g')).toBeVisible();
  expect(screen.getByText('Terminé')).toBeVisible();
  await router.navigate({ to: '/patients/$patientId/problemes', params: { patientId: 'p1' } });
  expect(await screen.findByText('Appendicite aiguë')).toBeVisible();
  await router.navigate({ to: '/patients/$patientId/allergies', params: { patientId: 'p1' } });
  const rows = within(await screen.findByRole('table', { name: 'Allergies' })).getAllByRole('row');
  expect(rows[1]).toHaveTextContent('Pénicilline');
  expect(rows[1]).toHaveTextContent('Œdème de Quincke');
});

test('documents show their words', async () => {
  renderApp('/patients/p1/documents', fakeClinic());
  expect(await screen.findByText('Sortie à domicile après traitement.')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Télécharger' })).toHaveAttribute(
    'download',
    'Lettre de sortie de cardiologie.txt',
  );
});

test('the administrative page explains the INS and its status', async () => {
  renderApp('/patients/p1/administratif', fakeClinic());
  expect(await screen.findByText(/clé 75 juste/)).toBeVisible();
  expect(screen.getByText(/peut être transmis/)).toBeVisible();
  expect(await screen.findByText('Aucune couverture enregistrée')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Modifier' })).toBeVisible();
});

test('who only reads is not offered to edit', async () => {
  renderApp('/patients/p1/administratif', fakeClinic('nurse'));
  expect(await screen.findByText('État civil')).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Modifier' })).not.toBeInTheDocument();
});

test('the timeline is filtered by kind and by words, in the address', async () => {
  Element.prototype.getBoundingClientRect = () => ({
    top: 0,
    left: 0,
    right: 0,
    bottom: 0,
    width: 800,
    height: 60,
    x: 0,
    y: 0,
    toJSON: () => '',
  });
  const { user, router } = renderApp('/patients/p1/frise', fakeClinic());
  await user.click(await screen.findByRole('button', { name: 'Problèmes' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ types: 'Condition' }));
  await user.type(screen.getByLabelText('Contient'), 'zzz');
  expect(await screen.findByText('Aucun événement ne correspond à ces filtres')).toBeVisible();
  await user.type(screen.getByLabelText('À partir du'), '01/01/2020');
  await waitFor(() => expect(router.state.location.search).toMatchObject({ from: '2020-01-01' }));
});

test('an empty timeline says so', async () => {
  renderApp('/patients/p1/frise', fakeClinic('physician', [aPatient()]));
  expect(await screen.findByText('Aucun événement dans ce dossier')).toBeVisible();
});

test('an address without a screen says so', async () => {
  renderApp('/nothing/here', fakeClinic());
  expect(await screen.findByRole('heading', { name: 'Page introuvable' })).toBeVisible();
});
