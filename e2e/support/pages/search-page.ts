// SPDX-License-Identifier: Apache-2.0
import type { Locator, Page } from '@playwright/test';

/** The patient search. */
export class SearchPage {
  constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {}

  async open(): Promise<void> {
    await this.page.goto(`${this.url}/patients`);
  }

  get box(): Locator {
    return this.page.getByRole('combobox', { name: 'Rechercher un patient', exact: true });
  }

  result(name: string | RegExp): Locator {
    return this.page.getByRole('option', { name });
  }

  async find(text: string): Promise<void> {
    await this.box.fill(text);
  }
}
