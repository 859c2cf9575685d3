// SPDX-License-Identifier: Apache-2.0
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { type App, startApp } from './support/app';
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';
import { tokenOf } from './support/server';

let app: App;

test.beforeAll(async () => {
  app = await startApp(process.env.KENEYA_URL ?? '');
});

test.afterAll(() => app.stop());

/** What the application has learnt, from its own page. */
const told = async (page: Page): Promise<Record<string, unknown>> => {
  await expect(page.locator('#told')).not.toBeEmpty();
  return JSON.parse((await page.locator('#told').textContent()) ?? '{}');
};

test('an app opened by itself lets one choose a patient and agree, and then sees that patient only', async ({
  page,
  signIn,
  patient,
  clinic,
}) => {
  const name = patient.name?.[0]?.family ?? '';
  await page.goto(app.address);
  await signIn.fill('medecin', 'keneya-demo');
  await expect(page.getByRole('heading', { level: 1, name: 'Choisir un patient' })).toBeVisible();
  await expect(page.getByText('Courbes de croissance')).toBeVisible();
  await page.getByRole('combobox').fill(name);
  await page.getByRole('option').first().click();

  await expect(page.getByRole('heading', { level: 1, name: 'Autoriser une application' })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByLabel('Consulter l’identité du patient choisi')).toBeChecked();
  await page.getByLabel('Consulter les constantes et les résultats du patient choisi').uncheck();
  await page.getByRole('button', { name: 'Autoriser' }).click();

  const learnt = await told(page);
  expect(learnt).toMatchObject({ patient: patient.id, patients: [patient.id], observations: '403', banner: true });
  expect(String(learnt.scope)).not.toContain('Observation');
  expect(String(learnt.user)).toMatch(/^Practitioner\//);
  expect(await clinic.read('Patient', patient.id)).toBeTruthy();
});

test('who refuses is sent back, and the app learns nothing', async ({ page, signIn, patient }) => {
  await page.goto(app.address);
  await signIn.fill('ide', 'keneya-demo');
  await page.getByRole('combobox').fill(patient.name?.[0]?.family ?? '');
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Refuser' }).click();

  expect(JSON.stringify(await told(page))).toContain('denied');
});

test('an app opened from the record is told whose record it is', async ({ page, signIn, patient, url }) => {
  await signIn.as('pharmacien');
  const answer = await fetch(`${url}/api/launch`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await tokenOf(url, 'pharmacien')}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ clientId: app.clientId, patient: patient.id }),
  });
  await page.goto(((await answer.json()) as { url: string }).url);
  await page.getByRole('button', { name: 'Autoriser' }).click();

  expect(await told(page)).toMatchObject({ patient: patient.id, observations: 0, banner: false });
});

test('a program comes with an assertion it signed, without a person', async ({ url, patient }) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const registered = await fetch(`${url}/api/clients`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await tokenOf(url, 'admin')}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      name: 'Entrepôt de données',
      kind: 'asymmetric',
      scopes: 'system/Patient.rs',
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS384', use: 'sig' }] },
    }),
  });
  const { clientId } = (await registered.json()) as { clientId: string };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'RS384', kid: 'one', typ: 'JWT' })}.${part({
    iss: clientId,
    sub: clientId,
    aud: `${url}/oauth2/token`,
    jti: randomUUID(),
    exp: Math.floor(Date.now() / 1000) + 240,
  })}`;
  const answer = await fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'system/Patient.rs',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: `${text}.${createSign('sha384').update(text).sign(privateKey, 'base64url')}`,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const read = (path: string) => fetch(`${url}/fhir/${path}`, { headers: { Authorization: `Bearer ${token}` } });

  expect((await read(`Patient/${patient.id}`)).status).toBe(200);
  expect((await read('Observation')).status).toBe(403);
});
