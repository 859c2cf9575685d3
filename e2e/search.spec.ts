// SPDX-License-Identifier: Apache-2.0
import { aPatient, uniqueIns, uniqueName } from './support/clinic';
import { expect, test } from './support/fixtures';

test('a patient is found whatever the accents, the order, the case and a slip of the hand', async ({
  signIn,
  search,
  patient,
}) => {
  const family = patient.name?.[0]?.family ?? '';
  const plain = family.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  await signIn.as('medecin', '/patients');
  for (const typed of [plain, `eloise ${plain}`, `${plain} 12/03/1951`, plain.slice(0, 3) + plain.slice(4)]) {
    await search.find(typed);
    await expect(search.result(new RegExp(`${family} \\(DUPONT\\) Éloïse`)), `« ${typed} »`).toBeVisible();
  }
});

test('a patient is found by INS, with or without spaces, and by birth date', async ({ signIn, search, clinic }) => {
  const ins = uniqueIns();
  const family = uniqueName('Insma');
  const patient = await clinic.create(
    aPatient(family, { identifier: [{ use: 'official', system: 'urn:oid:1.2.250.1.213.1.4.11', value: ins }] }),
  );
  await signIn.as('medecin', '/patients');
  for (const typed of [
    ins,
    ins.replace(/^(.)(..)(..)(..)(...)(...)(..)$/, '$1 $2 $3 $4 $5 $6 $7'),
    `12 mars 1951 ${family.slice(0, 3)}`,
  ]) {
    await search.find(typed);
    await expect(search.result(new RegExp(family, 'i')), `« ${typed} »`).toBeVisible();
  }
  await clinic.removePatient(patient.id);
});

test('nobody found: the creation is offered, filled with what was typed', async ({ page, signIn, search }) => {
  const family = uniqueName('Xqwz').toUpperCase();
  await signIn.as('medecin', '/patients');
  await search.find(`${family} Paul`);
  await expect(page.getByText('Aucun patient ne correspond')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Créer un patient' }).last().click();
  await expect(page.getByRole('textbox', { name: 'Nom de naissance' })).toHaveValue(family);
  await expect(page.getByRole('textbox', { name: 'Premier prénom' })).toHaveValue('Paul');
});

test('what is typed fast is typed right', async ({ signIn, search }) => {
  await signIn.as('medecin', '/patients');
  await search.box.pressSequentially('de la rochefoucauld', { delay: 5 });
  await expect(search.box).toHaveValue('de la rochefoucauld');
});

test('the records opened last wait on the home screen', async ({ page, signIn, record, patient, url }) => {
  await signIn.as('medecin', `/patients/${patient.id}`);
  await expect(record.banner).toBeVisible();
  await page.goto(url);
  await expect(
    record.panel('Patients récents').getByRole('link', { name: new RegExp(patient.name?.[0]?.family ?? '') }),
  ).toBeVisible();
});
