// SPDX-License-Identifier: Apache-2.0
import type { Condition } from 'fhir/r4';
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';
import { fillRecord } from './support/record';

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test.describe(() => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test(`the policy is read and tried out on someone, nothing changes, ${colorScheme} ${width}`, async ({
      page,
      signIn,
      patient,
      clinic,
    }) => {
      test.setTimeout(120_000);
      await fillRecord(clinic, patient.id);
      const [condition] = await clinic.ofPatient<Condition>('Condition', patient.id);
      await signIn.as('dpo', '/droits-acces');
      await expect(page.getByRole('heading', { name: 'Droits d’accès', level: 1 })).toBeVisible();
      await expect(page.getByRole('switch')).toHaveCount(0);
      const form = page.getByRole('form', { name: 'Que verrait… ?' });
      await form.getByLabel('Compte').fill('medecin');
      await form.getByLabel('Type de données').selectOption('Condition');
      await form.getByLabel('Numéro d’un élément').fill(condition?.id ?? '');
      await form.getByRole('button', { name: 'Voir' }).click();
      const answer = page.getByRole('region', { name: 'Réponse' });
      await expect(answer.getByText('Affiché', { exact: true })).toBeVisible();
      await form.getByLabel(/Patients suivis seulement/).check();
      await form.getByRole('button', { name: 'Voir' }).click();
      await expect(answer.getByText('Non affiché', { exact: true })).toBeVisible();
      await expect(answer).toContainText('Il ne répond à aucun de ces critères');
      await expectAccessible(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      expect(await clinic.read<Condition>('Condition', condition?.id ?? '')).toMatchObject({ id: condition?.id });
    });
  });
}
