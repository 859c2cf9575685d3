// SPDX-License-Identifier: Apache-2.0
import { expect, test } from './support/fixtures';

test('a wrong password is refused in words that help, a right one opens the home screen', async ({
  page,
  signIn,
  url,
}) => {
  await page.goto(url);
  await signIn.fill('medecin', 'pas-le-bon');
  await expect(page.getByRole('alert')).toContainText('Identifiant ou mot de passe incorrect');
  await signIn.fill('medecin', 'keneya-demo');
  await expect(page.getByRole('heading', { level: 1, name: /Bonjour/ })).toBeVisible();
});

test('a demo account fills the form with one press, and the password can be shown', async ({ page, url }) => {
  await page.goto(url);
  await page.getByRole('button', { name: /ide$/ }).click();
  await expect(page.getByLabel('Identifiant')).toHaveValue('ide');
  await page.getByRole('button', { name: 'Afficher' }).click();
  await expect(page.getByLabel('Mot de passe')).toHaveValue('keneya-demo');
  await expect(page.getByLabel('Mot de passe')).toHaveAttribute('type', 'text');
});

test('an address opened before signing in is where one lands', async ({ page, signIn, patient }) => {
  await signIn.as('medecin', `/patients/${patient.id}/administratif`);
  await expect(page).toHaveURL(new RegExp(`/patients/${patient.id}/administratif$`));
  await expect(page.getByRole('heading', { name: 'État civil' })).toBeVisible();
});

test('no token is kept in the browser, and a reload does not ask to sign in again', async ({
  page,
  signIn,
  patient,
  record,
}) => {
  await signIn.as('medecin', `/patients/${patient.id}`);
  await expect(record.banner).toBeVisible();
  const kept = await page.evaluate(
    () => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + document.cookie,
  );
  expect(kept).not.toMatch(/eyJ/);
  await page.reload();
  await expect(record.banner).toBeVisible();
});

test('signing out closes the door', async ({ page, signIn, url }) => {
  await signIn.as('medecin');
  await signIn.out();
  await expect(page.getByLabel('Identifiant')).toBeVisible();
  await page.goto(url);
  await expect(page.getByLabel('Identifiant')).toBeVisible();
});

test('the language and the theme follow the user’s choice', async ({ page, signIn }) => {
  await signIn.as('medecin');
  await page.getByRole('button', { name: /, menu$/ }).click();
  await page.getByRole('menuitemradio', { name: 'Sombre' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: /^Hello/ })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
});
