// SPDX-License-Identifier: Apache-2.0
import type { Patient } from 'fhir/r4';
import { insKey, uniqueIns, uniqueName } from './support/clinic';
import { expect, test } from './support/fixtures';

test('a patient is created: a wrong INS key is refused with its reason, then corrected', async ({
  page,
  signIn,
  patientForm,
  record,
  clinic,
}) => {
  const family = uniqueName('Créma').toUpperCase();
  const ins = uniqueIns();
  const key = insKey(ins.slice(0, 13));
  const wrong = key === '12' ? '13' : '12';
  await signIn.as('medecin', '/patients/new');
  await patientForm.fill({
    'Nom de naissance': family,
    'Premier prénom': 'Anne',
    'Date de naissance': '12/03/1951',
    'Lieu de naissance': 'Lyon',
    'Code INSEE': '69383',
  });
  await patientForm.sex('Féminin');
  const field = patientForm.field('Identité nationale de santé (INS)');
  await field.fill(ins.slice(0, 13) + wrong);
  await expect(field).toHaveAccessibleDescription(new RegExp(`Clé ${wrong} lue, ${key} attendue`));
  await patientForm.save();
  await expect(page).toHaveURL(/\/patients\/new/);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(ins);
  await patientForm.save();
  await expect(record.banner.getByRole('heading', { level: 1 })).toHaveText(`${family} Anne`);
  const id = new URL(page.url()).pathname.split('/')[2] ?? '';
  const saved = await clinic.read<Patient>('Patient', id);
  expect(saved.identifier?.find((one) => one.value === ins)?.system).toBe('urn:oid:1.2.250.1.213.1.4.11');
  await clinic.removePatient(id);
});

test('records that look like the one being created are shown while typing', async ({
  page,
  signIn,
  patientForm,
  patient,
}) => {
  const family = patient.name?.[0]?.family ?? '';
  await signIn.as('medecin', '/patients/new');
  await patientForm.fill({ 'Nom de naissance': family, 'Premier prénom': 'Éloïse', 'Date de naissance': '12/03/1951' });
  await expect(
    page.getByRole('region', { name: /Dossiers ressemblants/ }).getByRole('link', { name: new RegExp(family) }),
  ).toBeVisible();
});

test('an identity is changed, and the change is there after a reload', async ({
  page,
  signIn,
  patientForm,
  patient,
}) => {
  await signIn.as('medecin', `/patients/${patient.id}/modifier`);
  await patientForm.fill({ Téléphone: '06 11 22 33 44' });
  await patientForm.save();
  await expect(page).toHaveURL(/administratif$/);
  await page.reload();
  await expect(page.getByText('06 11 22 33 44')).toBeVisible();
});

test('somebody else’s change is shown and settled, nothing is overwritten', async ({
  page,
  signIn,
  patientForm,
  patient,
  clinic,
}) => {
  await signIn.as('medecin', `/patients/${patient.id}/modifier`);
  await patientForm.fill({ Téléphone: '06 11 11 11 11' });
  await clinic.update({
    ...patient,
    telecom: [
      { system: 'phone', value: '06 22 22 22 22' },
      { system: 'email', value: 'autre@example.org' },
    ],
  });
  await patientForm.save();
  await expect(page.getByText(/modifié par quelqu’un d’autre/)).toBeVisible();
  await page.getByRole('button', { name: /Garder ma saisie.*06 11 11 11 11/ }).click();
  await page.getByRole('button', { name: 'Enregistrer avec ces choix' }).click();
  await expect(page).toHaveURL(/administratif$/);
  const saved = await clinic.read<Patient>('Patient', patient.id);
  expect(saved.telecom?.map((one) => one.value)).toEqual(['06 11 11 11 11', 'autre@example.org']);
});
