// SPDX-License-Identifier: Apache-2.0
import { expect, test } from './support/fixtures';
import { fillRecord } from './support/record';

test('a nurse adds measures and nothing else', async ({ page, signIn, patient }) => {
  await signIn.as('ide', `/patients/${patient.id}`);
  await page.getByRole('button', { name: 'Nouveau', exact: true }).click();
  await expect(page.getByRole('menuitem')).toHaveText(['Ajouter une mesure']);
});

test('a nurse cannot change an identity, even by its address', async ({ page, signIn, patient }) => {
  await signIn.as('ide', `/patients/${patient.id}/administratif`);
  await expect(page.getByRole('heading', { name: 'État civil' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Modifier' })).toBeHidden();
  await page.goto(`${page.url().replace('administratif', 'modifier')}`);
  await expect(page.getByText('Accès non autorisé')).toBeVisible();
});

test('a secretary is told what is closed, which is not « none »', async ({ page, signIn, record, patient, clinic }) => {
  await fillRecord(clinic, patient.id);
  await signIn.as('secretaire', `/patients/${patient.id}`);
  await expect(record.banner.getByText(/accès non autorisé/)).toBeVisible();
  await expect(record.panel('Problèmes actifs').getByText('Accès non autorisé')).toBeVisible();
  await expect(record.panel('Traitements en cours').getByText('Ramipril 5 mg')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nouveau', exact: true })).toBeHidden();
});

test('the data protection officer is not offered patients', async ({ page, signIn }) => {
  await signIn.as('dpo');
  await expect(page.getByText('Votre rôle ne donne pas accès aux dossiers des patients.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Patients' })).toBeHidden();
});

test('a patient sees their own record and no other', async ({ page, signIn, patient, record, url }) => {
  await signIn.as('patient');
  await expect(record.banner).toBeVisible();
  await expect(page.getByRole('link', { name: 'Patients' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Nouveau', exact: true })).toBeHidden();
  await page.goto(`${url}/patients/${patient.id}`);
  await expect(record.banner).toBeHidden();
  await expect(page.getByText(/Dossier introuvable|Accès non autorisé/).first()).toBeVisible();
});
