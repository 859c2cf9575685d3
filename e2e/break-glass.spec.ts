// SPDX-License-Identifier: Apache-2.0
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';
import { anOpposition } from './support/opposition';
import { fillRecord } from './support/record';
import { tokenOf } from './support/server';

const PROBLEM = 'Hypertension artérielle essentielle';

test('a nurse opens a closed record with the keyboard, and the officer reviews it', async ({
  page,
  signIn,
  record,
  patient,
  clinic,
  url,
}) => {
  test.setTimeout(240_000);
  await fillRecord(clinic, patient.id);
  await clinic.create(anOpposition(patient.id, 'nurse'));
  await signIn.as('ide', `/patients/${patient.id}`);
  const closed = page.getByRole('region', { name: 'Accès à ce dossier' });
  await expect(closed).toContainText('Le patient s’est opposé');
  await expect(record.banner.getByText('Allergies : dossier fermé, à demander au patient')).toBeVisible();
  await expect(record.panel('Problèmes actifs').getByText('Fermé : rien n’est affiché ici')).toBeVisible();
  await expectAccessible(page);

  await closed.getByRole('button', { name: 'Accès d’urgence' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Ouvrir ce dossier en urgence' });
  await expect(dialog.getByLabel('Pronostic vital engagé')).toBeFocused();
  await expect(dialog).toContainText('signalé au délégué à la protection des données');
  await expectAccessible(page);
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  const why = `Détresse respiratoire de ${patient.id}`;
  await page.keyboard.type(why);
  await page.reload();
  await expect(dialog.getByLabel(/Pourquoi maintenant/)).toHaveValue(why);
  await expect(dialog.getByLabel('Pronostic vital engagé')).toBeChecked();
  await dialog.getByLabel('Durée').selectOption('30 minutes');
  await dialog.getByLabel('Durée').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const open = page.getByRole('region', { name: 'Accès d’urgence en cours' });
  await expect(open).toBeFocused();
  await expect(open).toContainText(/encore (29|30)\smin/);
  await expect(record.panel('Problèmes actifs').getByText(PROBLEM)).toBeVisible();
  await expect(record.banner.getByText(/Pénicilline/)).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(open).toContainText(/encore (29|30)\smin/);
  await open.getByRole('button', { name: 'Mettre fin' }).click();
  await expect(closed).toBeVisible();
  await expect(page.getByText(PROBLEM)).toBeHidden();
  await signIn.out();
  await expect(page.getByLabel('Identifiant')).toBeVisible();

  await signIn.as('dpo', '/acces-urgence');
  await expect(page.getByRole('link', { name: /^Accès d’urgence.*\d+ à examiner$/ })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: why });
  await expect(row).toContainText('Pronostic vital engagé');
  await expect(row).toContainText('Infirmier');
  await expectAccessible(page);
  await row.getByRole('button', { name: /^Donner un avis/ }).click();
  const review = page.getByRole('dialog', { name: 'Avis sur un accès d’urgence' });
  await expect(review).toContainText(why);
  await review.getByLabel('Justifié', { exact: true }).check();
  await review.getByLabel('Commentaire').fill('SMUR');
  await review.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: 'Tous' }).click();
  await expect(page).toHaveURL(`${url}/acces-urgence?vue=tous`);
  await expect(row).toContainText('SMUR');
});

test('when its minute is over the record closes by itself', async ({ page, signIn, record, patient, clinic, url }) => {
  test.setTimeout(180_000);
  await fillRecord(clinic, patient.id);
  await clinic.create(anOpposition(patient.id, 'nurse'));
  const answer = await fetch(`${url}/api/break-glass`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await tokenOf(url, 'ide')}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ patient: patient.id, reason: 'urgent-care', text: 'une minute suffit', minutes: 1 }),
  });
  expect(answer.status).toBe(201);
  await signIn.as('ide', `/patients/${patient.id}`);
  await expect(record.panel('Problèmes actifs').getByText(PROBLEM)).toBeVisible();
  await expect(page.getByRole('timer')).toContainText(/encore \d+\ss/);
  await expect(page.getByText('Le temps est écoulé : le dossier s’est refermé')).toBeVisible({ timeout: 75_000 });
  await expect(page.getByRole('region', { name: 'Accès à ce dossier' })).toBeVisible();
  await expect(record.panel('Problèmes actifs').getByText('Fermé : rien n’est affiché ici')).toBeVisible();
  await expect(page.getByText(PROBLEM)).toBeHidden();
});

test('a secretary is told of the opposition and not offered to open', async ({ page, signIn, patient, clinic }) => {
  await clinic.create(anOpposition(patient.id, 'secretary'));
  await signIn.as('secretaire', `/patients/${patient.id}`);
  await expect(page.getByRole('region', { name: 'Accès à ce dossier' })).toContainText('Adressez-vous à un soignant');
  await expect(page.getByRole('button', { name: 'Accès d’urgence' })).toBeHidden();
});

test('only officer and administrator find the list of openings', async ({ page, signIn, url }) => {
  await signIn.as('medecin', '/acces-urgence');
  await expect(page.getByText('Accès non autorisé')).toBeVisible();
  await expect(page.getByRole('link', { name: /Accès d’urgence/ })).toBeHidden();
  expect(page.url()).toBe(`${url}/acces-urgence`);
});
