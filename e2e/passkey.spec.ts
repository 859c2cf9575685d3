// SPDX-License-Identifier: Apache-2.0
import type { CDPSession, Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';
import { tokenOf } from './support/server';

/** An account no other test signs in with. */
const WHO = 'dim';

/** Chromium's own authenticator: a platform one that verifies its owner. */
const plugIn = async (page: Page): Promise<CDPSession> => {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
};

test.afterEach(async ({ url }) => {
  const token = await tokenOf(url, 'admin');
  await fetch(`${url}/api/accounts/${WHO}/factors`, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
});

const addPasskey = async (page: Page, url: string) => {
  await page.goto(`${url}/compte`);
  await page.getByRole('button', { name: 'Ajouter une clé' }).click();
  await page.getByLabel('Nom de la clé').fill('Ordinateur du service');
  await page.getByLabel('Mot de passe actuel').first().fill('keneya-demo');
  await page.getByRole('button', { name: 'Continuer' }).click();
  const codes = page.getByRole('dialog', { name: 'Vos codes de secours' });
  await expect(codes.getByRole('listitem')).toHaveCount(10);
  await expectAccessible(page);
  await codes.getByRole('button', { name: 'J’ai noté mes codes' }).click();
  await expect(page.getByText('Ordinateur du service')).toBeVisible();
};

test('a passkey is made, signs in alone, and stands as second step after the password', async ({
  page,
  signIn,
  url,
}) => {
  await plugIn(page);
  await signIn.as(WHO);
  await addPasskey(page, url);
  await expectAccessible(page);

  await signIn.out();
  await page.goto(url);
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Bonjour/ })).toBeVisible();

  await signIn.out();
  await page.goto(url);
  await signIn.fill(WHO, 'keneya-demo');
  await expect(page.getByRole('heading', { name: 'Confirmer que c’est vous' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Bonjour/ })).toBeVisible();
});

test('a password alone opens nothing, and a passkey is good on its own origin only', async ({ page, signIn, url }) => {
  await plugIn(page);
  await signIn.as(WHO);
  await addPasskey(page, url);
  await signIn.out();
  await page.goto(url);
  await signIn.fill(WHO, 'keneya-demo');
  await expect(page.getByRole('heading', { name: 'Confirmer que c’est vous' })).toBeVisible();
  await page.goto(`${url}/compte`);
  await expect(page.getByLabel('Identifiant')).toBeVisible();

  const elsewhere = new URL(url);
  elsewhere.hostname = 'evil.localhost';
  await page.goto(`${elsewhere.origin}/login`);
  await page.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
  await expect(page.getByRole('alert')).toContainText('ne sont pas disponibles à cette adresse');
});

test('devices are listed, and another one is signed out', async ({ page, signIn, url, browser }) => {
  await signIn.as(WHO);
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(url);
  await elsewhere.getByLabel('Identifiant').fill(WHO);
  await elsewhere.getByLabel('Mot de passe').fill('keneya-demo');
  await elsewhere.getByRole('button', { name: 'Se connecter' }).click();
  await expect(elsewhere.getByRole('heading', { level: 1, name: /Bonjour/ })).toBeVisible();

  await page.goto(`${url}/compte`);
  const devices = page.getByRole('region', { name: /Appareils connectés/ });
  await expect(devices.getByText('Cet appareil')).toBeVisible();
  await devices.getByRole('button', { name: 'Déconnecter les autres' }).click();
  await expect(devices.getByRole('row')).toHaveCount(2);

  await elsewhere.goto(`${url}/patients`);
  await expect(elsewhere.getByLabel('Identifiant')).toBeVisible();
  await other.close();
});
