// SPDX-License-Identifier: Apache-2.0
import { expect, test } from './support/fixtures';
import { fillRecord } from './support/record';

test('the whole record is read, section by section', async ({ page, signIn, record, patient, clinic }) => {
  await fillRecord(clinic, patient.id);
  await signIn.as('medecin', `/patients/${patient.id}`);
  await expect(record.banner.getByRole('heading', { level: 1 })).toContainText(patient.name?.[0]?.family ?? '');
  await expect(record.banner.getByText('Pénicilline (sévère)')).toBeVisible();
  await expect(record.panel('Problèmes actifs').getByText('Hypertension artérielle essentielle')).toBeVisible();
  await expect(record.panel('Traitements en cours').getByText('Ramipril 5 mg')).toBeVisible();
  await expect(record.panel('Constantes').getByText('72')).toBeVisible();
  const potassium = record.panel('Biologie').getByRole('listitem').filter({ hasText: 'Potassium' });
  await expect(potassium).toContainText('5,8');
  await expect(potassium.getByRole('img', { name: 'élevé', exact: true })).toBeVisible();

  await record.section('Biologie');
  await page.getByRole('button', { name: 'Potassium' }).click();
  await expect(page.getByRole('img', { name: /Courbe.*Potassium, 3 valeurs/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Valeurs' }).getByRole('row')).toHaveCount(4);

  await record.section('Traitements');
  await expect(page.getByText('1 comprimé le matin')).toBeVisible();
  await record.section('Allergies');
  await expect(page.getByRole('table', { name: 'Allergies' }).getByRole('row').nth(1)).toContainText('Pénicilline');
  await record.section('Documents');
  await expect(page.getByText('Sortie à domicile, contrôle dans un mois.')).toBeVisible();
  await record.section('Administratif');
  await expect(page.getByText('12 rue des Lilas, 69003 Lyon')).toBeVisible();
});

test('the timeline is whole, filtered by kind, by date and by words', async ({
  page,
  signIn,
  record,
  patient,
  clinic,
}) => {
  await fillRecord(clinic, patient.id);
  await signIn.as('medecin', `/patients/${patient.id}/frise`);
  const feed = record.panel('Frise');
  await expect(feed.getByText('Lettre de sortie de cardiologie')).toBeVisible();
  await expect(feed.getByText('Ramipril 5 mg, comprimé')).toBeVisible();
  await page.getByRole('button', { name: 'Traitements' }).click();
  await expect(feed.getByText('Lettre de sortie de cardiologie')).toBeHidden();
  await expect(feed.getByRole('article')).toHaveCount(1);
  await page.getByRole('button', { name: 'Traitements' }).click();
  await page.getByLabel('Contient').fill('POTASSIUM');
  await expect(feed.getByRole('article')).toHaveCount(3);
  await page.getByLabel('Jusqu’au').fill('01/01/1990');
  await expect(page.getByText('Aucun événement ne correspond à ces filtres')).toBeVisible();
});

test('« allergies not recorded » and « none known » are two pictures', async ({ page, signIn, record, patient }) => {
  await signIn.as('medecin', `/patients/${patient.id}`);
  await expect(record.banner.getByText('Allergies non renseignées')).toBeVisible();
  await record.add('Ajouter une allergie');
  await page.getByRole('button', { name: /aucune allergie connue/ }).click();
  await expect(record.banner.getByText('Aucune allergie connue')).toBeVisible();
});

test('a record that does not exist, an address without a screen', async ({ page, signIn, url }) => {
  await signIn.as('medecin', '/patients/nobody-here');
  await expect(page.getByText('Dossier introuvable')).toBeVisible();
  await page.goto(`${url}/nowhere`);
  await expect(page.getByRole('heading', { name: 'Page introuvable' })).toBeVisible();
});
