// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';
import { fillRecord } from './support/record';

const SECTIONS = [
  '',
  '/frise',
  '/constantes',
  '/biologie',
  '/traitements',
  '/problemes',
  '/allergies',
  '/documents',
  '/administratif',
  '/modifier',
];

const screens = (patientId: string): readonly string[] => [
  '/',
  '/patients',
  '/patients?q=martin',
  '/patients?q=zyxzyxzyx',
  '/patients/new',
  '/compte',
  ...SECTIONS.map((section) => `/patients/${patientId}${section}`),
  '/patients/nobody',
  '/nowhere',
];

const settle = async (page: Page): Promise<void> => {
  await expect(page.getByRole('heading').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
};

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(() => {
    test.use({ colorScheme });

    test(`axe finds nothing on any screen, ${colorScheme}`, async ({ page, signIn, patient, clinic, url }) => {
      test.setTimeout(240_000);
      await fillRecord(clinic, patient.id);
      await page.goto(url);
      await expect(page.getByLabel('Identifiant')).toBeVisible();
      await expectAccessible(page);
      await signIn.fill('medecin', 'keneya-demo');
      for (const path of screens(patient.id)) {
        await test.step(path, async () => {
          await page.goto(url + path);
          await settle(page);
          await expectAccessible(page);
        });
      }
    });

    test(`axe finds nothing on what opens over a screen, ${colorScheme}`, async ({ page, signIn, record, patient }) => {
      test.setTimeout(120_000);
      await signIn.as('medecin', `/patients/${patient.id}`);
      for (const name of ['Ajouter une mesure', 'Ajouter un problème', 'Ajouter une allergie']) {
        const form = await record.add(name);
        await form.getByRole('button', { name: 'Enregistrer' }).click();
        await expect(form.getByRole('alert').first()).toBeVisible();
        await expectAccessible(page);
      }
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /, menu$/ }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await expectAccessible(page);
    });
  });
}

for (const [name, width, height] of [
  ['tablet', 834, 1112],
  ['phone', 390, 844],
] as const) {
  test.describe(() => {
    test.use({ viewport: { width, height } });

    test(`no screen scrolls sideways on a ${name}, and the banner stays`, async ({
      page,
      signIn,
      record,
      patient,
      clinic,
      url,
    }) => {
      test.setTimeout(120_000);
      await fillRecord(clinic, patient.id);
      await signIn.as('medecin');
      for (const path of screens(patient.id)) {
        await page.goto(url + path);
        await settle(page);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over, path).toBeLessThanOrEqual(0);
        if (!path.includes(patient.id)) continue;
        await page.mouse.wheel(0, 2_000);
        await expect(record.banner.getByRole('heading', { level: 1 })).toBeInViewport();
      }
    });

    test(`a measure is added on a ${name}`, async ({ signIn, record, patient }) => {
      await signIn.as('ide', `/patients/${patient.id}`);
      const form = await record.add('Ajouter une mesure');
      await record.pick(form, /Mesure/, 'Poids');
      await form.getByRole('textbox', { name: 'Valeur' }).fill('71,5');
      await form.getByRole('button', { name: 'Enregistrer' }).click();
      await expect(record.panel('Constantes').getByText('71,5')).toBeVisible();
    });
  });
}
