// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeClinic } from '@/testing/fake-clinic';
import { aPatient } from '@/testing/fixtures';
import { renderApp } from '@/testing/render-app';

const box = () => screen.findByRole('combobox', { name: 'Rechercher un patient' });

const two = () => [
  aPatient(),
  aPatient({
    id: 'p2',
    name: [{ use: 'official', family: 'BELLANGER', given: ['Noël'] }],
    birthDate: '2025-12-01',
    gender: 'male',
    identifier: [],
    extension: [],
  }),
];

test('invites to type, then finds while typing and opens with the keyboard alone', async () => {
  const { user, router } = renderApp('/patients', fakeClinic('physician', two()));
  expect(await screen.findByText(/Tapez un nom/)).toBeVisible();
  await user.type(await box(), 'bel');
  expect(await screen.findAllByRole('option')).toHaveLength(2);
  expect(
    screen.getByRole('option', {
      name: /BÉLANGER \(DUPONT\) Camille.*12\/03\/1951.*Féminin.*Qualifiée.*100000123.*Lyon/,
    }),
  ).toHaveAttribute('aria-selected', 'true');
  await user.keyboard('{ArrowDown}');
  expect(screen.getByRole('option', { name: /BELLANGER Noël.*Provisoire/ })).toHaveAttribute('aria-selected', 'true');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/patients/p2'));
});

test('says why a patient matched', async () => {
  const { user } = renderApp('/patients', fakeClinic('physician', two()));
  await user.type(await box(), 'belangxr');
  expect(await screen.findAllByText('orthographe proche')).not.toHaveLength(0);
});

test('nobody found: offers the creation, filled with what was typed', async () => {
  const { user, router } = renderApp('/patients', fakeClinic('physician'));
  await user.type(await box(), 'Zyx Paul 12/03/1990');
  expect(await screen.findByText(/Aucun patient ne correspond à/)).toBeVisible();
  const links = screen.getAllByRole('link', { name: 'Créer un patient' });
  await user.click(links[links.length - 1] as HTMLElement);
  await waitFor(() =>
    expect(router.state.location.search).toEqual({ family: 'ZYX', given: 'Paul', birthDate: '1990-03-12' }),
  );
  expect(await screen.findByLabelText(/Nom de naissance/)).toHaveValue('ZYX');
});

test('a nurse who finds nobody is not offered the creation', async () => {
  const { user } = renderApp('/patients', fakeClinic('nurse'));
  await user.type(await box(), 'Zyx');
  expect(await screen.findByText(/Aucun patient ne correspond à/)).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Créer un patient' })).not.toBeInTheDocument();
});

test('a search that fails is not an empty one', async () => {
  const clinic = fakeClinic();
  clinic.break(/api\/patients/, 503);
  renderApp('/patients?q=martin', clinic);
  expect(await screen.findByText('Impossible d’afficher cette information')).toBeVisible();
});

test('a role that may not search is told so', async () => {
  renderApp('/patients', fakeClinic('dpo'));
  expect(await screen.findByText('Votre rôle ne permet pas de rechercher des patients.')).toBeVisible();
});

test('criteria ask the birth date first, then three letters', async () => {
  const clinic = fakeClinic();
  const { user, router } = renderApp('/patients', clinic);
  await user.click(await screen.findByRole('button', { name: 'Recherche par critères' }));
  await user.type(screen.getByLabelText('Date de naissance'), '12031951');
  expect(screen.getByText('12 mars 1951')).toBeVisible();
  await user.type(screen.getByLabelText('3 lettres'), 'bela');
  await user.type(screen.getByLabelText(/INS/), '1 84 12 75 123 456 78');
  expect(screen.getByText(/Clé 78 lue, 40 attendue/)).toBeVisible();
  await user.clear(screen.getByLabelText(/INS/));
  await user.click(screen.getByRole('button', { name: 'Rechercher' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ q: '12/03/1951 BEL' }));
});

test('Ctrl K finds patients and actions from anywhere', async () => {
  const { user, router } = renderApp('/', fakeClinic());
  await screen.findByRole('heading', { level: 1 });
  await user.keyboard('{Control>}k{/Control}');
  const input = await screen.findByRole('combobox', { name: 'Rechercher un patient ou une action' });
  await user.type(input, 'créer');
  expect(await screen.findByRole('option', { name: 'Créer un patient' })).toBeVisible();
  await user.clear(input);
  await user.type(input, 'belanger');
  expect(await screen.findByRole('option', { name: /BÉLANGER/ })).toBeVisible();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/patients/p1'));
});

test('Enter pressed before the answer is there opens what the whole word finds', async () => {
  const { user, router } = renderApp('/', fakeClinic());
  await screen.findByRole('heading', { level: 1 });
  await user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('combobox', { name: 'Rechercher un patient ou une action' });
  await user.keyboard('belanger{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/patients/p1'));
});

test('? shows every key, Escape hides them', async () => {
  const { user } = renderApp('/patients/p1', fakeClinic());
  await screen.findByRole('heading', { level: 1, name: /BÉLANGER/ });
  await user.keyboard('?');
  expect(await screen.findByRole('dialog', { name: 'Raccourcis clavier' })).toBeVisible();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
});
