// SPDX-License-Identifier: Apache-2.0
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test.describe(() => {
    test.use({ colorScheme, viewport: { width, height: 844 } });

    test(`an application is registered, its secret shown once, and removed, ${colorScheme} ${width}`, async ({
      page,
      signIn,
    }) => {
      test.setTimeout(120_000);
      const name = `Courbes ${colorScheme} ${Date.now()}`;
      await signIn.as('admin', '/applications');
      await page.getByRole('button', { name: 'Ajouter une application' }).click();
      const form = page.getByRole('dialog', { name: 'Ajouter une application' });
      await expectAccessible(page);
      await form.getByLabel('Nom').fill(name);
      await form.getByLabel('Adresses de retour').fill('https://courbes.example.org/retour');
      await form.getByLabel('Sur un serveur, avec un secret').check();
      await form.getByLabel('Constantes et résultats').check();
      await form.getByRole('button', { name: 'Enregistrer l’application' }).click();
      const told = page.getByRole('dialog', { name: `${name} est enregistrée` });
      await expect(told.getByText(/^[\w-]{43}$/)).toBeVisible();
      await expectAccessible(page);
      await told.getByRole('button', { name: 'J’ai transmis le secret' }).click();
      const row = page.getByRole('row', { name: new RegExp(name) });
      const words = row.getByText('Consulter les constantes et les résultats du patient choisi');
      await expect(words.filter({ visible: true })).toHaveCount(1);
      await expectAccessible(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over).toBeLessThanOrEqual(0);
      await row.getByRole('button', { name: `Retirer ${name}` }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click();
      await expect(row).toBeHidden();
    });
  });
}

test.describe(() => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('on a phone the places that do not fit are in a sheet', async ({ page, signIn }) => {
    await signIn.as('admin');
    await page.getByRole('button', { name: /^Plus/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Autres pages' });
    await expect(sheet.getByRole('button', { name: 'Fermer' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await page.getByRole('button', { name: /^Plus/ }).press('Enter');
    await sheet.getByRole('link', { name: 'Applications' }).press('Enter');
    await expect(page.getByRole('heading', { name: 'Applications', level: 1 })).toBeVisible();
    await expect(sheet).toBeHidden();
  });
});
