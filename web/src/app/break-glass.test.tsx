// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeClinic } from '@/testing/fake-clinic';
import { anOpening, openOffice } from '@/testing/fake-office';
import { aRecord } from '@/testing/fixtures';
import { renderApp } from '@/testing/render-app';

const closed = (role: 'nurse' | 'secretary' | 'patient', over = {}) => {
  const office = openOffice({ opposed: true, ...over });
  return { office, clinic: fakeClinic(role, aRecord(), office) };
};

const strip = () => screen.findByRole('region', { name: 'Accès à ce dossier' });

test('a closed record says why, and its empty sections do not say « none »', async () => {
  renderApp('/patients/p1', closed('nurse').clinic);
  expect(await strip()).toHaveTextContent('Le patient s’est opposé à ce que vous consultiez son dossier');
  await waitFor(() => expect(screen.getAllByText('Fermé : rien n’est affiché ici').length).toBeGreaterThan(3));
  expect(screen.queryByText('Aucun problème actif noté')).not.toBeInTheDocument();
  expect(screen.queryByText('Allergies non renseignées')).not.toBeInTheDocument();
  expect(await screen.findByText('Allergies : dossier fermé, à demander au patient')).toBeVisible();
});

test('a record without care relation says so, and who may not open it is not offered to', async () => {
  const office = openOffice({ unrelated: true });
  renderApp('/patients/p1', fakeClinic('secretary', aRecord(), office));
  expect(await strip()).toHaveTextContent('Ce patient n’est pas suivi dans vos unités');
  expect(screen.queryByRole('button', { name: 'Accès d’urgence' })).not.toBeInTheDocument();
});

test('an open record has no strip', async () => {
  renderApp('/patients/p1', fakeClinic('nurse'));
  expect(await screen.findByText('Hypertension artérielle essentielle')).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Accès à ce dossier' })).not.toBeInTheDocument();
});

test('an opening needs a reason and ten characters, shows the record, and ends', async () => {
  const { clinic, office } = closed('nurse');
  const { user } = renderApp('/patients/p1', clinic);
  await user.click(within(await strip()).getByRole('button', { name: 'Accès d’urgence' }));
  const dialog = await screen.findByRole('dialog', { name: 'Ouvrir ce dossier en urgence' });
  expect(dialog).toHaveTextContent('Cet accès est signalé au délégué à la protection des données.');
  expect(within(dialog).getByLabelText('Pronostic vital engagé')).toHaveFocus();
  await user.type(within(dialog).getByLabelText(/Pourquoi maintenant/), 'vite');
  await user.click(within(dialog).getByRole('button', { name: 'Ouvrir le dossier' }));
  expect(await within(dialog).findByText('Choisissez un motif.')).toBeVisible();
  expect(within(dialog).getByText('Précisez en quelques mots (10 caractères au moins).')).toBeVisible();
  await user.click(within(dialog).getByLabelText('Soins urgents'));
  await user.type(within(dialog).getByLabelText(/Pourquoi maintenant/), ' : patient inconscient');
  await user.click(within(dialog).getByRole('button', { name: 'Ouvrir le dossier' }));
  const open = await screen.findByRole('region', { name: 'Accès d’urgence en cours' });
  await waitFor(() => expect(open).toHaveFocus());
  expect(open).toHaveTextContent('Soins urgents');
  expect(open).toHaveTextContent(/encore 1 h 00|encore 60 min/);
  expect(office.openings[0]).toMatchObject({ reason: 'urgent-care', text: 'vite : patient inconscient', minutes: 60 });
  expect(await screen.findByText('Hypertension artérielle essentielle')).toBeVisible();
  await user.click(within(open).getByRole('button', { name: 'Mettre fin' }));
  expect(await strip()).toBeVisible();
  await waitFor(() => expect(screen.queryByText('Hypertension artérielle essentielle')).not.toBeInTheDocument());
});

test('what was typed in the dialog is found again after a reload', async () => {
  const { clinic } = closed('nurse');
  const first = renderApp('/patients/p1', clinic);
  await first.user.click(within(await strip()).getByRole('button', { name: 'Accès d’urgence' }));
  await first.user.type(await screen.findByLabelText(/Pourquoi maintenant/), 'Détresse');
  first.unmount();
  const second = renderApp('/patients/p1', clinic);
  expect(await screen.findByLabelText(/Pourquoi maintenant/)).toHaveValue('Détresse');
  await second.user.click(screen.getByRole('button', { name: 'Annuler' }));
  second.unmount();
  renderApp('/patients/p1', clinic);
  await strip();
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
});

test('when the time is over the record closes by itself', async () => {
  const until = new Date(Date.now() + 2_500).toISOString();
  const { clinic } = closed('nurse', { openings: [anOpening('bg', { until })] });
  renderApp('/patients/p1', clinic);
  expect(await screen.findByText('Hypertension artérielle essentielle')).toBeVisible();
  expect(await strip()).toBeVisible();
  await waitFor(() => expect(screen.queryByText('Hypertension artérielle essentielle')).not.toBeInTheDocument());
  expect(screen.getByText('Le temps est écoulé : le dossier s’est refermé')).toBeVisible();
});

test('when nobody can say whether the record is open, nothing says « none »', async () => {
  const clinic = fakeClinic('physician', aRecord().slice(0, 1));
  clinic.break(/\/access$/, 500);
  renderApp('/patients/p1', clinic);
  expect(await strip()).toHaveTextContent('ce qui manque ici peut exister');
  await waitFor(() => expect(screen.getAllByText('Fermé : rien n’est affiché ici').length).toBeGreaterThan(3));
  expect(screen.queryByText('Aucun problème actif noté')).not.toBeInTheDocument();
});

test('the officer sees who opened which record and why, and gives one verdict', async () => {
  const office = openOffice({ openings: [anOpening('bg1'), anOpening('bg2', { text: 'Coma', login: 'medecin' })] });
  const { user } = renderApp('/acces-urgence', fakeClinic('dpo', aRecord(), office));
  const table = await screen.findByRole('table', { name: 'Accès d’urgence' });
  expect(within(table).getAllByRole('row')).toHaveLength(3);
  expect(table).toHaveTextContent('Détresse respiratoire');
  expect(screen.getByRole('link', { name: /^Accès d’urgence ?, 2 à examiner$/ })).toBeVisible();
  await user.click(within(table).getAllByRole('button', { name: /^Donner un avis/ })[1] as HTMLElement);
  const dialog = await screen.findByRole('dialog', { name: 'Avis sur un accès d’urgence' });
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }));
  expect(await within(dialog).findByText('Choisissez un avis.')).toBeVisible();
  await user.click(within(dialog).getByLabelText('Non justifié'));
  await user.type(within(dialog).getByLabelText('Commentaire'), 'Hors du service');
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(2));
  expect(office.openings[1]?.review).toMatchObject({ verdict: 'unjustified', text: 'Hors du service' });
  await user.click(screen.getByRole('button', { name: 'Tous' }));
  expect(await screen.findByText('Hors du service')).toBeVisible();
});

test('a verdict that comes late is told', async () => {
  const office = openOffice({ openings: [anOpening('bg1')] });
  const { user } = renderApp('/acces-urgence', fakeClinic('dpo', aRecord(), office));
  await user.click(await screen.findByRole('button', { name: /^Donner un avis/ }));
  const review = { by: 'admin', at: new Date().toISOString(), verdict: 'justified' as const, text: '' };
  office.openings = office.openings.map((one) => ({ ...one, review }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByLabelText('Justifié'));
  await user.click(within(dialog).getByRole('button', { name: 'Enregistrer' }));
  expect(await within(dialog).findByText('Un avis a déjà été donné sur cet accès.')).toBeVisible();
});

test('who treats does not see the list of openings', async () => {
  renderApp('/acces-urgence', fakeClinic('physician'));
  expect(await screen.findByText('Accès non autorisé')).toBeVisible();
  expect(screen.queryByRole('link', { name: /Accès d’urgence/ })).not.toBeInTheDocument();
});
