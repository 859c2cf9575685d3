// SPDX-License-Identifier: Apache-2.0
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { expect, test } from 'vitest';
import { aNation, type Nation } from '@/testing/fake-beds';
import { fakeClinic } from '@/testing/fake-clinic';
import { network } from '@/testing/network';
import { renderApp } from '@/testing/render-app';

const open = (path: string, nation: Nation, role: 'regulator' | 'nurse' | 'secretary' = 'regulator') => {
  const app = renderApp(path, fakeClinic(role));
  network.use(http.all(/\/api\/(beds|hospitals|allocations)/, ({ request }) => nation.handle(request)));
  return app;
};

const ask = async (user: ReturnType<typeof open>['user'], speciality: string) => {
  await user.type(await screen.findByRole('combobox', { name: 'Lieu' }), 'Lyon');
  await screen.findByRole('combobox', { name: 'Spécialité' });
  await user.type(screen.getByRole('combobox', { name: 'Spécialité' }), `${speciality}{Enter}`);
};

const answer = () => screen.findByRole('region', { name: 'Lit trouvé' });

test('a town, a speciality and Enter hold a bed, and the answer says why', async () => {
  const nation = aNation();
  const { user } = open('/lits', nation);
  await ask(user, 'cardio');
  const found = within(await answer());
  expect(await found.findByText('Hôpital de Lyon')).toBeVisible();
  expect(found.getByText('4B-12')).toBeVisible();
  expect(found.getByText(/12,4.km, à vol d’oiseau/)).toBeVisible();
  expect(found.getByRole('timer')).toHaveTextContent(/Réservé jusqu’à .* 9:\d\d|10:00/);
  expect(found.getByText(/Clinique du Parc, plus proche/)).toBeVisible();
  expect([...nation.allocations.values()][0]?.emergency).toMatchObject({ speciality: '320', latitude: 45.77 });
});

test('an answer that was lost is asked for again and no second bed is held', async () => {
  const nation = aNation();
  nation.lost = 2;
  const { user } = open('/lits', nation);
  await ask(user, 'cardio');
  expect(await within(await answer()).findByText('Hôpital de Lyon')).toBeVisible();
  expect(nation.allocations.size).toBe(1);
});

test('what was typed survives a reload, and so does the bed that was found', async () => {
  const nation = aNation();
  const first = open('/lits', nation);
  await ask(first.user, 'cardio');
  await answer();
  await first.user.type(screen.getByRole('textbox', { name: 'Âge' }), '6 mois');
  cleanup();
  open('/lits', nation);
  expect(await within(await answer()).findByText('Hôpital de Lyon')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Âge' })).toHaveValue('6 mois');
});

test('no bed is said with its reasons, and what was typed stays', async () => {
  const { user } = open('/lits', aNation());
  await ask(user, 'neuro');
  expect(await screen.findByText('2 hôpitaux : aucun lit libre.')).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Lieu' })).toHaveValue('Lyon');
});

test('a refusal by the hospital finds another bed in the same act', async () => {
  const nation = aNation();
  const { user } = open('/lits', nation);
  await ask(user, 'cardio');
  const panel = await answer();
  await user.click(await within(panel).findByRole('button', { name: 'Refusé par l’hôpital…' }));
  await user.click(within(panel).getByRole('button', { name: 'Pas de lit en réalité' }));
  await waitFor(() => expect(within(panel).getByRole('status', { name: 'Lit trouvé' })).toHaveTextContent('Vienne'));
  expect([...nation.allocations.values()].map(({ status }) => status)).toEqual(['refused', 'held']);
});

test('a bed is confirmed, then released', async () => {
  const nation = aNation();
  const { user } = open('/lits', nation);
  await ask(user, 'cardio');
  const panel = await answer();
  await user.click(await within(panel).findByRole('button', { name: 'Confirmer' }));
  await user.click(await within(panel).findByRole('button', { name: 'Libérer (à nettoyer)' }));
  expect(await within(panel).findByText('Terminé')).toBeVisible();
});

test('a nurse of the hospital makes a bed ready, and takes it back', async () => {
  const nation = aNation();
  const { user } = open('/lits/hopitaux/FR-1', nation, 'nurse');
  await user.click(await screen.findByRole('button', { name: /4B-2.*À nettoyer/ }));
  await user.click(await screen.findByRole('menuitem', { name: /^Nettoyé/ }));
  await screen.findByRole('button', { name: /4B-2.*Libre/ });
  await user.click(await screen.findByRole('button', { name: 'Annuler' }));
  await screen.findByRole('button', { name: /4B-2.*À nettoyer/ });
});

test('what happens elsewhere shows without a reload', async () => {
  const nation = aNation();
  open('/lits/hopitaux/FR-1', nation, 'nurse');
  await screen.findByText('En direct');
  await screen.findByRole('button', { name: /4B-1.*Libre/ });
  nation.beds[0] = { ...nation.beds[0]!, state: 'closed' };
  nation.tell({ hospital: 'FR-1', bed: 'FR-1.4B-1', to: 'closed' });
  await screen.findByRole('button', { name: /4B-1.*Fermé/ });
});

test('who neither treats nor regulates sees no bed', async () => {
  open('/lits/hopitaux', aNation(), 'secretary');
  expect(await screen.findByText('Accès non autorisé')).toBeVisible();
});
