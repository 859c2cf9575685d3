// SPDX-License-Identifier: Apache-2.0
import { test as base, expect } from '@playwright/test';
import type { Patient } from 'fhir/r4';
import { aPatient, type Clinic, openClinic, uniqueName } from './clinic';
import { PatientFormPage } from './pages/patient-form-page';
import { RecordPage } from './pages/record-page';
import { SearchPage } from './pages/search-page';
import { SignInPage } from './pages/sign-in-page';

type Own = {
  readonly url: string;
  /** A patient of this test, removed afterwards with everything written on it. */
  readonly patient: Patient & { readonly id: string };
  readonly signIn: SignInPage;
  readonly search: SearchPage;
  readonly record: RecordPage;
  readonly patientForm: PatientFormPage;
};

export const test = base.extend<Own, { readonly clinic: Clinic }>({
  clinic: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the first parameter
    async ({}, use) => {
      await use(await openClinic(process.env.KENEYA_URL ?? ''));
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: the same
  url: async ({}, use) => use(process.env.KENEYA_URL ?? ''),
  patient: async ({ clinic }, use) => {
    const patient = await clinic.create(aPatient(uniqueName('Kérma')));
    await use(patient);
    await clinic.removePatient(patient.id);
  },
  signIn: async ({ page, url }, use) => use(new SignInPage(page, url)),
  search: async ({ page, url }, use) => use(new SearchPage(page, url)),
  record: async ({ page, url }, use) => use(new RecordPage(page, url)),
  patientForm: async ({ page, url }, use) => use(new PatientFormPage(page, url)),
});

export { expect };
