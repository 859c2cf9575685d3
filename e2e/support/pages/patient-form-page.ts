// SPDX-License-Identifier: Apache-2.0
import type { Locator, Page } from '@playwright/test';

/** The form that creates or changes a patient. */
export class PatientFormPage {
  constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {}

  async openNew(): Promise<void> {
    await this.page.goto(`${this.url}/patients/new`);
  }

  async openEdit(patientId: string): Promise<void> {
    await this.page.goto(`${this.url}/patients/${patientId}/modifier`);
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label });
  }

  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await this.field(label).fill(value);
  }

  async sex(label: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Sexe' }).selectOption({ label });
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Créer un patient|Enregistrer)$/ }).click();
  }
}
