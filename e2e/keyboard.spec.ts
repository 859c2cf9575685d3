// SPDX-License-Identifier: Apache-2.0
import { expect, test } from './support/fixtures';

test('the main journey needs no mouse: sign in, find, read, write, save', async ({ page, url, patient, record }) => {
  const family = patient.name?.[0]?.family ?? '';
  await page.goto(url);
  await expect(page.getByLabel('Identifiant')).toBeFocused();
  await page.keyboard.type('medecin');
  await page.keyboard.press('Tab');
  await page.keyboard.type('keneya-demo');
  await page.keyboard.press('Enter');
  const box = page.getByRole('combobox', { name: 'Rechercher un patient', exact: true });
  await expect(box).toBeFocused();
  await page.keyboard.type(family);
  await expect(page.getByRole('option', { name: new RegExp(family) })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(record.banner).toBeVisible();

  await page.keyboard.press('n');
  await expect(page.getByRole('menuitem', { name: 'Ajouter une mesure' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: /Mesure/ })).toBeFocused();
  await page.keyboard.type('température');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('38,4');
  await page.keyboard.press('Control+s');
  await expect(record.panel('Constantes').getByText('38,4')).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('frise');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/frise$/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Raccourcis clavier' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the focus is always visible', async ({ page, signIn, patient, record }) => {
  await signIn.as('medecin', `/patients/${patient.id}`);
  await expect(record.banner).toBeVisible();
  const unseen: string[] = [];
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return true;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const drawn = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      return (drawn || style.boxShadow !== 'none' || element.closest('.Mui-focused') !== null) && box.width > 0
        ? true
        : element.outerHTML.slice(0, 120);
    });
    if (seen !== true) unseen.push(String(seen));
  }
  expect(unseen).toEqual([]);
});
