// SPDX-License-Identifier: Apache-2.0
import type { AllergyIntolerance, Condition, Observation } from 'fhir/r4';
import { expect, test } from './support/fixtures';

test('a measure is added, seen at once and after a reload', async ({ page, signIn, record, patient, clinic }) => {
  await signIn.as('ide', `/patients/${patient.id}`);
  const form = await record.add('Ajouter une mesure');
  await record.pick(form, /Mesure/, 'Pression artérielle');
  await form.getByRole('textbox', { name: 'Systolique' }).fill('128');
  await form.getByRole('textbox', { name: 'Diastolique' }).fill('78');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(record.panel('Constantes').getByText('128/78')).toBeVisible();
  await expect(form).toBeHidden();
  await page.reload();
  await expect(record.panel('Constantes').getByText('128/78')).toBeVisible();
  const [saved] = await clinic.ofPatient<Observation>('Observation', patient.id);
  expect(saved?.component?.map((part) => part.valueQuantity?.value)).toEqual([128, 78]);
});

test('an impossible value is refused by the server, next to its field, and can be corrected', async ({
  signIn,
  record,
  patient,
}) => {
  await signIn.as('medecin', `/patients/${patient.id}`);
  const form = await record.add('Ajouter une mesure');
  await record.pick(form, /Mesure/, 'Température');
  const value = form.getByRole('textbox', { name: 'Valeur' });
  await value.fill('382');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(value).toHaveAttribute('aria-invalid', 'true');
  await expect(value).toHaveAccessibleDescription(/./);
  await expect(value).toBeFocused();
  await value.fill('38,2');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(record.panel('Constantes').getByText('38,2')).toBeVisible();
});

test('a problem is added with its code', async ({ signIn, record, patient, clinic }) => {
  await signIn.as('medecin', `/patients/${patient.id}`);
  const form = await record.add('Ajouter un problème');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(form.getByText('Indiquez le problème.')).toBeVisible();
  await record.pick(form, /Problème/, 'Asthme');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(record.panel('Problèmes actifs').getByText('Asthme')).toBeVisible();
  const [saved] = await clinic.ofPatient<Condition>('Condition', patient.id);
  expect(saved?.code?.coding?.[0]?.code).toBe('J45.9');
});

test('an allergy needs its certainty, then reaches the banner', async ({ signIn, record, patient, clinic }) => {
  await signIn.as('medecin', `/patients/${patient.id}`);
  const form = await record.add('Ajouter une allergie');
  await record.pick(form, /Substance/, 'Latex');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  const certainty = form.getByRole('combobox', { name: 'Certitude' });
  await expect(certainty).toHaveAccessibleDescription('Précisez si l’allergie est confirmée.');
  await certainty.selectOption({ label: 'Confirmée' });
  await form.getByRole('combobox', { name: /Gravité possible/ }).selectOption({ label: 'Élevée, risque vital' });
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(record.banner.getByText('Latex (sévère)')).toBeVisible();
  const [saved] = await clinic.ofPatient<AllergyIntolerance>('AllergyIntolerance', patient.id);
  expect(saved?.verificationStatus?.coding?.[0]?.code).toBe('confirmed');
});

test('what was begun is found again after moving around, a reload and a new sign-in', async ({
  page,
  signIn,
  record,
  patient,
  context,
}) => {
  await signIn.as('medecin', `/patients/${patient.id}`);
  const form = await record.add('Ajouter un problème');
  const problem = form.getByRole('combobox', { name: /Problème/ });
  await problem.fill('Vertiges au lever');
  await page.keyboard.press('Escape');
  await record.section('Frise');
  await expect(problem).toHaveValue('Vertiges au lever');
  await page.reload();
  await expect(problem).toHaveValue('Vertiges au lever');
  await context.clearCookies();
  await page.reload();
  await signIn.fill('medecin', 'keneya-demo');
  await expect(problem).toHaveValue('Vertiges au lever');
  await expect(form.getByText(/Saisie retrouvée/)).toBeVisible();
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(form).toBeHidden();
  await page.reload();
  await record.section('Problèmes');
  await expect(page.getByText('Vertiges au lever')).toBeVisible();
  await expect(form).toBeHidden();
});
