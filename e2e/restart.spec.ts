// SPDX-License-Identifier: Apache-2.0
import { expect, test } from '@playwright/test';
import { uniqueName } from './support/clinic';
import { PatientFormPage } from './support/pages/patient-form-page';
import { RecordPage } from './support/pages/record-page';
import { SignInPage } from './support/pages/sign-in-page';
import { type Server, startServer, temporaryData } from './support/server';

test('what was written is there after the server was stopped and started again', async ({ page }) => {
  test.setTimeout(600_000);
  const data = await temporaryData();
  let server: Server | undefined;
  try {
    server = await startServer(data.path);
    const family = uniqueName('Redé').toUpperCase();
    const form = new PatientFormPage(page, server.url);
    await new SignInPage(page, server.url).as('medecin', '/patients/new');
    await form.fill({ 'Nom de naissance': family, 'Premier prénom': 'Anne', 'Date de naissance': '12/03/1951' });
    await form.sex('Féminin');
    await form.save();
    const first = new RecordPage(page, server.url);
    await expect(first.banner.getByRole('heading', { level: 1 })).toHaveText(`${family} Anne`);
    const id = new URL(page.url()).pathname.split('/')[2] ?? '';
    const workspace = await first.add('Ajouter une mesure');
    await first.pick(workspace, /Mesure/, 'Température');
    await workspace.getByRole('textbox', { name: 'Valeur' }).fill('38,2');
    await workspace.getByRole('button', { name: 'Enregistrer' }).click();
    await expect(first.panel('Constantes').getByText('38,2')).toBeVisible();

    await server.stop();
    server = await startServer(data.path);
    await page.goto(`${server.url}/patients/${id}`); // nobody has to sign in again
    const again = new RecordPage(page, server.url);
    await expect(again.banner.getByRole('heading', { level: 1 })).toHaveText(`${family} Anne`);
    await expect(again.panel('Constantes').getByText('38,2')).toBeVisible();
  } finally {
    await server?.stop();
    await data.remove();
  }
});
