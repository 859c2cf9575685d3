// SPDX-License-Identifier: Apache-2.0
import type { Locator, Page } from '@playwright/test';

/** A patient record. */
export class RecordPage {
  constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {}

  async open(patientId: string, section = ''): Promise<void> {
    await this.page.goto(`${this.url}/patients/${patientId}${section && `/${section}`}`);
  }

  get banner(): Locator {
    return this.page.getByRole('region', { name: 'Identité du patient' });
  }

  panel(name: string | RegExp): Locator {
    return this.page.getByRole('region', { name });
  }

  async section(name: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Sections du dossier' })
      .getByRole('link', { name, exact: true })
      .click();
  }

  /** Opens a workspace and answers its form. */
  async add(name: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Nouveau', exact: true }).click();
    await this.page.getByRole('menuitem', { name }).click();
    return this.page.getByRole('form', { name });
  }

  /** Types in a list and takes the proposal of that name. */
  async pick(form: Locator, label: RegExp, words: string): Promise<void> {
    await form.getByRole('combobox', { name: label }).fill(words);
    await this.page.getByRole('option', { name: words }).first().click();
  }
}
