// SPDX-License-Identifier: Apache-2.0
import type { Practitioner } from 'fhir/r4';
import { expectAccessible } from './support/axe';
import { expect, test } from './support/fixtures';
import { fillRecord } from './support/record';
import { tokenOf } from './support/server';

test('an opposition against nurses closes the record to them, save one named, until it ends', async ({
  page,
  signIn,
  record,
  patient,
  clinic,
  url,
}) => {
  test.setTimeout(120_000);
  await fillRecord(clinic, patient.id);
  const nurse = { Authorization: `Bearer ${await tokenOf(url, 'ide')}` };
  const seen = async () => {
    const answer = await fetch(`${url}/fhir/Condition?patient=${patient.id}&_summary=count`, { headers: nurse });
    return ((await answer.json()) as { total: number }).total;
  };
  expect(await seen()).toBe(1);
  await signIn.as('medecin', `/patients/${patient.id}/administratif`);
  const panel = record.panel('Décisions du patient sur son dossier');
  await expect(panel.getByText('Aucune décision enregistrée')).toBeVisible();
  const form = await record.add('Enregistrer une opposition');
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(form.getByText('Indiquez à qui le patient s’oppose.')).toBeVisible();
  await expectAccessible(page);
  await form.getByLabel('De certaines fonctions').check();
  await form.getByLabel('Infirmier(ère)').check();
  await form.getByLabel('Soins').check();
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  const row = panel.getByRole('listitem').filter({ hasText: 'les infirmiers(ères)' });
  await expect(row).toContainText('Pour les soins');
  await expect(row).toContainText('En vigueur');
  await expectAccessible(page);
  expect(await seen()).toBe(0);
  await expect(page.getByRole('region', { name: 'Accès à ce dossier' })).toBeHidden();

  const session = await fetch(`${url}/api/session`, { headers: nurse });
  const { user } = (await session.json()) as { user: { fhirUser: string } };
  const professional = await clinic.read<Practitioner>('Practitioner', user.fhirUser.replace('Practitioner/', ''));
  const family = professional.name?.[0]?.family ?? '';
  await row.getByRole('button', { name: 'Mettre fin' }).click();
  await expect(row).toContainText('Terminée');
  expect(await seen()).toBe(1);

  const second = await record.add('Enregistrer une opposition');
  await second.getByLabel('De tout le monde').check();
  await expect(second.getByText(/Cette opposition vous concerne/)).toBeVisible();
  await second.getByRole('combobox', { name: 'Sauf ces professionnels' }).fill(family);
  await page
    .getByRole('option', { name: new RegExp(family, 'i') })
    .first()
    .click();
  await expect(second.getByRole('list', { name: 'Sauf ces professionnels' })).toContainText(new RegExp(family, 'i'));
  await second.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('region', { name: 'Accès à ce dossier' })).toContainText('Le patient s’est opposé');
  await expect(panel.getByText(/^Sauf /)).toBeVisible();
  expect(await seen()).toBe(1);
});
