// SPDX-License-Identifier: Apache-2.0
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';
import { SignInPage } from './support/pages/sign-in-page';
import { tokenOf } from './support/server';

const WIDTHS = [1440, 820, 390] as const;

test('the regulator holds a bed in two gestures, confirms and releases it', async ({ page, signIn }) => {
  await signIn.as('regulateur', '/lits');
  await expect(page.getByText('En direct')).toBeVisible();
  const map = page.getByRole('application', { name: /^Carte des lits/ });
  await map.click({ position: { x: 40, y: 120 } });
  await expect(page.getByRole('combobox', { name: 'Spécialité' })).toBeFocused();
  await page.keyboard.type('cardiologie');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('region', { name: 'Lit trouvé' });
  await expect(answer.getByRole('timer')).toContainText('Réservé jusqu’à');
  await expect(answer.getByText('Pourquoi celui-ci')).toBeVisible();
  await page.reload();
  await expect(answer.getByRole('timer')).toBeVisible();
  await expectAccessible(page);
  await answer.getByRole('button', { name: 'Confirmer' }).click();
  await expect(answer.getByText('Confirmé', { exact: true })).toBeVisible();
  await answer.getByRole('button', { name: 'Libérer (à nettoyer)' }).click();
  await expect(answer.getByText('Terminé', { exact: true })).toBeVisible();
});

test('a bed made ready in the hospital shows on the regulator’s list without a reload', async ({
  page,
  browser,
  signIn,
  url,
}) => {
  const token = await tokenOf(url, 'ide');
  const answer = await fetch(`${url}/api/hospitals?limit=5000`, { headers: { Authorization: `Bearer ${token}` } });
  const { hospitals } = (await answer.json()) as { hospitals: { id: string; name: string; own: boolean }[] };
  const own = hospitals.find((hospital) => hospital.own);
  expect(own).toBeDefined();
  await signIn.as('ide', `/lits/hopitaux/${own?.id}`);
  const regulator = await (await browser.newContext({ locale: 'fr-FR' })).newPage();
  await new SignInPage(regulator, url).as(
    'regulateur',
    `/lits/hopitaux?q=${encodeURIComponent(own?.id ?? '')}`,
  );
  const row = regulator.getByRole('row').filter({ hasText: own?.name ?? '' }).first();
  await expect(row).toBeVisible();
  const before = await row.textContent();
  const tile = page.getByRole('listitem').getByRole('button', { name: /Libre/ }).first();
  const label = /^(.*?)Libre/.exec((await tile.textContent()) ?? '')?.[1] ?? '';
  await tile.click();
  await page.getByRole('menuitem', { name: 'À nettoyer' }).click();
  await expect(row).not.toHaveText(before ?? '');
  const dirty = page.getByRole('listitem').getByRole('button', { name: /À nettoyer/ }).filter({ hasText: label }).first();
  await dirty.click();
  await page.getByRole('menuitem', { name: /^Nettoyé/ }).click();
  await expect(row).toHaveText(before ?? '');
  await regulator.close();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(() => {
    test.use({ colorScheme });

    test(`the screens of beds fit every width and axe finds nothing, ${colorScheme}`, async ({
      page,
      signIn,
      url,
    }, info) => {
      test.setTimeout(240_000);
      await signIn.as('regulateur', '/lits');
      for (const path of ['/lits', '/lits/hopitaux']) {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(url + path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expect(page.getByText('En direct')).toBeVisible();
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
          await expectAccessible(page);
          await page.screenshot({ path: info.outputPath(`${path.slice(1).replace('/', '-')}-${width}.png`) });
        }
      }
    });
  });
}
