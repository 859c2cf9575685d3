// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';

const WIDTHS = [1440, 820, 390] as const;

test('the officer finds who opened a record, and takes the evidence away', async ({ page, signIn, patient, clinic }) => {
  await clinic.read('Patient', patient.id);
  await signIn.as('dpo', `/journal?patient=${patient.id}`);
  const table = page.getByRole('table', { name: 'Accès' });
  await expect(table.getByText('A consulté : Dossier patient').first()).toBeVisible();
  await expect(async () => {
    // a new access may push the row away under the pointer
    await table.getByRole('button', { name: /^Voir le détail/ }).first().click();
    await expect(page.getByRole('dialog')).toContainText('127.0.0.1', { timeout: 2_000 });
  }).toPass();
  await page.getByRole('button', { name: 'Fermer' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter la preuve' }).click();
  const file = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  expect(file.entries.length).toBeGreaterThan(0);
  expect(file.entries[0].proof.length).toBeGreaterThan(0);
});

test('the officer has the log verified', async ({ page, signIn }) => {
  await signIn.as('dpo', '/journal');
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click();
  await expect(page.getByText('Intact')).toBeVisible({ timeout: 30_000 });
});

test('the officer explains an alert', async ({ page, signIn, clinic, patient }) => {
  await clinic.update({
    ...patient,
    meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'CEL' }] },
  });
  await clinic.read('Patient', patient.id);
  await signIn.as('dpo', '/alertes?state=new');
  const alert = page.getByRole('listitem').filter({ hasText: `Dossier ${patient.id}` });
  await expect(alert.getByText('Patient à protéger particulièrement')).toBeVisible();
  await alert.getByRole('button', { name: 'Expliquée' }).click();
  await expect(alert.getByText(/Dites pourquoi/)).toBeVisible();
  await alert.getByLabel('Explication').fill('Médecin traitant');
  await alert.getByRole('button', { name: 'Expliquée' }).click();
  await expect(alert).toBeHidden();
  await page.getByRole('button', { name: 'Expliquée', exact: true }).first().click();
  await expect(page.getByText(/Médecin traitant/).first()).toBeVisible();
});

test('a patient sees who read their record', async ({ page, signIn, clinic }) => {
  await clinic.read('Patient', 'demo-patient');
  await signIn.as('patient');
  await page.getByRole('link', { name: 'Accès', exact: true }).click();
  const table = page.getByRole('table', { name: 'Qui a consulté mon dossier' });
  await expect(table.getByText('A consulté : Dossier patient').first()).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(() => {
    test.use({ colorScheme });

    test(`the officer's screens fit every width and axe finds nothing, ${colorScheme}`, async ({
      page,
      signIn,
      url,
    }, info) => {
      test.setTimeout(240_000);
      await signIn.as('dpo', '/journal');
      for (const path of ['/journal', '/alertes']) {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(url + path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await page.waitForLoadState('networkidle');
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
          await expectAccessible(page);
          await page.screenshot({ path: info.outputPath(`${path.slice(1)}-${width}.png`), fullPage: true });
        }
      }
    });
  });
}
