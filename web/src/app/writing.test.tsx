// SPDX-License-Identifier: Apache-2.0

import { screen, waitFor, within } from '@testing-library/react';
import type { AllergyIntolerance, Condition, Observation, Patient } from 'fhir/r4';
import { expect, test } from 'vitest';
import { identityOf } from '@/fhir/identity';
import { type FakeClinic, fakeClinic } from '@/testing/fake-clinic';
import { aPatient } from '@/testing/fixtures';
import { renderApp } from '@/testing/render-app';

const open = async (clinic: FakeClinic, name: string) => {
  const app = renderApp('/patients/p1', clinic);
  await app.user.click(await screen.findByRole('button', { name: 'Nouveau' }));
  await app.user.click(await screen.findByRole('menuitem', { name }));
  return { ...app, form: await screen.findByRole('form', { name }) };
};

const pick = async (user: ReturnType<typeof renderApp>['user'], form: HTMLElement, label: RegExp, words: string) => {
  const input = within(form).getByRole('combobox', { name: label });
  await user.clear(input);
  await user.type(input, words);
  await user.click(await screen.findByRole('option', { name: new RegExp(words, 'i') }));
};

test('a temperature is added and seen at once', async () => {
  const clinic = fakeClinic('nurse', [aPatient()]);
  const { user, form } = await open(clinic, 'Ajouter une mesure');
  await pick(user, form, /Mesure/, 'Température');
  expect(within(form).getByText(/De 25 à 45 °C/)).toBeVisible();
  await user.type(within(form).getByLabelText(/Valeur/), '38,9');
  await user.keyboard('{Control>}s{/Control}');
  expect(await screen.findByText('Enregistré : Température')).toBeVisible();
  expect((clinic.all('Observation') as Observation[])[0]).toMatchObject({
    valueQuantity: { value: 38.9, code: 'Cel' },
  });
  expect(await within(screen.getByRole('region', { name: 'Constantes' })).findByText('38,9')).toBeVisible();
  await waitFor(() => expect(screen.queryByRole('form')).not.toBeInTheDocument());
});

test('what is missing is said next to the field, before asking the server', async () => {
  const clinic = fakeClinic();
  const { user, form } = await open(clinic, 'Ajouter une mesure');
  await user.click(within(form).getByRole('button', { name: 'Enregistrer' }));
  expect(await within(form).findByText('Choisissez une mesure.')).toBeVisible();
  expect(within(form).getByText(/Indiquez un nombre/)).toBeVisible();
  expect(clinic.requests.some((request) => request.startsWith('POST'))).toBe(false);
});

test('the server’s refusal shows next to the field it is about', async () => {
  const { user, form } = await open(fakeClinic(), 'Ajouter une mesure');
  await pick(user, form, /Mesure/, 'Fréquence cardiaque');
  await user.type(within(form).getByLabelText(/Valeur/), '900');
  await user.click(within(form).getByRole('button', { name: 'Enregistrer' }));
  const value = within(form).getByLabelText(/Valeur/);
  await waitFor(() => expect(value).toHaveAccessibleDescription('Valeur hors du possible.'));
  expect(value).toHaveAttribute('aria-invalid', 'true');
});

test('a broken line keeps what was typed', async () => {
  const clinic = fakeClinic();
  const { user, form } = await open(clinic, 'Ajouter un problème');
  await user.type(within(form).getByRole('combobox', { name: /Problème/ }), 'Vertiges');
  clinic.break(/fhir\/Condition$/, 0);
  await user.click(within(form).getByRole('button', { name: 'Enregistrer' }));
  expect(await within(form).findByRole('alert')).toHaveTextContent('Votre saisie est conservée');
  expect(within(form).getByRole('combobox', { name: /Problème/ })).toHaveValue('Vertiges');
});

test('a problem of the list is added with its code', async () => {
  const clinic = fakeClinic('physician', [aPatient()]);
  const { user, form } = await open(clinic, 'Ajouter un problème');
  await pick(user, form, /Problème/, 'Asthme');
  await user.type(within(form).getByLabelText(/Depuis le/), '01/02/2019');
  await user.click(within(form).getByRole('button', { name: 'Enregistrer' }));
  expect(await screen.findByText('Problème enregistré : Asthme')).toBeVisible();
  expect((clinic.all('Condition') as Condition[])[0]).toMatchObject({
    code: { coding: [{ code: 'J45.9' }] },
    onsetDateTime: '2019-02-01',
  });
});

test('an allergy needs its certainty, then reaches the banner', async () => {
  const clinic = fakeClinic('physician', [aPatient()]);
  const { user, form } = await open(clinic, 'Ajouter une allergie');
  await pick(user, form, /Substance/, 'Latex');
  expect(within(form).getByLabelText('Catégorie')).toHaveValue('environment');
  await user.click(within(form).getByRole('button', { name: 'Enregistrer' }));
  expect(await within(form).findByText('Précisez si l’allergie est confirmée.')).toBeVisible();
  await user.selectOptions(within(form).getByLabelText(/Certitude/), 'confirmed');
  await user.selectOptions(within(form).getByLabelText(/Gravité possible/), 'high');
  await user.click(within(form).getByRole('button', { name: 'Enregistrer' }));
  expect(
    await within(screen.getByRole('region', { name: 'Identité du patient' })).findByText('Latex (sévère)'),
  ).toBeVisible();
  expect((clinic.all('AllergyIntolerance') as AllergyIntolerance[])[0]).toMatchObject({ criticality: 'high' });
});

test('« no known allergy » is one press', async () => {
  const clinic = fakeClinic('physician', [aPatient()]);
  const { user } = await open(clinic, 'Ajouter une allergie');
  await user.click(await screen.findByRole('button', { name: /aucune allergie connue/ }));
  expect(
    await within(screen.getByRole('region', { name: 'Identité du patient' })).findByText('Aucune allergie connue'),
  ).toBeVisible();
});

test('a draft stays while moving around, after closing, and after a reload', async () => {
  const clinic = fakeClinic();
  const { user, form, router, unmount } = await open(clinic, 'Ajouter un problème');
  await user.type(within(form).getByRole('combobox', { name: /Problème/ }), 'Vertiges');
  await user.keyboard('{Escape}');
  await router.navigate({ to: '/patients/$patientId/frise', params: { patientId: 'p1' } });
  expect(screen.getByRole('combobox', { name: /Problème/ })).toHaveValue('Vertiges');
  unmount();
  renderApp('/patients/p1', clinic);
  expect(await screen.findByRole('combobox', { name: /Problème/ })).toHaveValue('Vertiges');
  expect(screen.getByText(/Saisie retrouvée/)).toBeVisible();
  const again = screen.getByRole('form', { name: 'Ajouter un problème' });
  await user.click(within(again).getByRole('button', { name: 'Abandonner' }));
  await waitFor(() => expect(screen.queryByRole('form')).not.toBeInTheDocument());
  expect(Object.keys(sessionStorage).filter((key) => key.includes('condition'))).toEqual([]);
});

test('a nurse may add a measure and nothing else', async () => {
  const { user } = renderApp('/patients/p1', fakeClinic('nurse'));
  await user.click(await screen.findByRole('button', { name: 'Nouveau' }));
  expect((await screen.findAllByRole('menuitem')).map((item) => item.textContent)).toEqual(['Ajouter une mesure']);
});

test('a patient is created: wrong INS key refused with the reason, then fixed', async () => {
  const clinic = fakeClinic('physician', [aPatient()]);
  const { user, router } = renderApp('/patients/new', clinic);
  await user.type(await screen.findByLabelText(/Nom de naissance/), 'Bélanger');
  await user.type(screen.getByLabelText(/Premier prénom/), 'Camille');
  expect(await screen.findByRole('link', { name: /BÉLANGER \(DUPONT\) Camille/ })).toBeVisible();
  await user.type(screen.getByLabelText(/Date de naissance/), '12031951');
  expect(screen.getByText(/12 mars 1951, \d+ ans/)).toBeVisible();
  await user.selectOptions(screen.getByLabelText(/Sexe/), 'female');
  const ins = screen.getByLabelText('Identité nationale de santé (INS)');
  await user.type(ins, '251036938312378');
  expect(ins).toHaveAccessibleDescription(/Clé 78 lue, 75 attendue/);
  await user.click(screen.getByRole('button', { name: 'Créer un patient' }));
  await waitFor(() => expect(clinic.requests.some((request) => request === 'POST /fhir/Patient')).toBe(true));
  await user.clear(ins);
  await user.type(ins, '251036938312375');
  await user.click(screen.getByRole('button', { name: 'Créer un patient' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/patients/new1000'));
  expect(identityOf(clinic.all('Patient').at(-1) as Patient)).toMatchObject({
    birthName: 'BÉLANGER',
    ins: '251036938312375',
  });
});

test('a patient is edited on the version that was read', async () => {
  const clinic = fakeClinic();
  const { user, router } = renderApp('/patients/p1/modifier', clinic);
  const phone = await screen.findByLabelText('Téléphone');
  await user.clear(phone);
  await user.type(phone, '06 11 22 33 44');
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/patients/p1/administratif'));
  expect(await screen.findByText('06 11 22 33 44')).toBeVisible();
});

test('somebody else’s change is shown and settled, nothing is overwritten', async () => {
  const clinic = fakeClinic();
  const { user } = renderApp('/patients/p1/modifier', clinic);
  const phone = await screen.findByLabelText('Téléphone');
  await user.clear(phone);
  await user.type(phone, '06 11 11 11 11');
  clinic.put(
    aPatient({
      meta: { versionId: '2' },
      telecom: [
        { system: 'phone', value: '06 22 22 22 22' },
        { system: 'email', value: 'new@example.org' },
      ],
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Enregistrer' }));
  expect(await screen.findByText(/modifié par quelqu’un d’autre/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: /Garder ma saisie\s: 06 11 11 11 11/ }));
  await user.click(screen.getByRole('button', { name: 'Enregistrer avec ces choix' }));
  await waitFor(() => {
    const saved = identityOf(clinic.all('Patient')[0] as Patient);
    expect(saved).toMatchObject({ phones: ['06 11 11 11 11'], emails: ['new@example.org'] });
  });
});

test('who only reads cannot reach the form by its address', async () => {
  renderApp('/patients/p1/modifier', fakeClinic('nurse'));
  expect(await screen.findByText('Accès non autorisé')).toBeVisible();
});
