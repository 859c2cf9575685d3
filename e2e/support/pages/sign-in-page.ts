// SPDX-License-Identifier: Apache-2.0
import { expect, type Page } from '@playwright/test';

/** The sign-in page, and what surrounds it. */
export class SignInPage {
  constructor(
    private readonly page: Page,
    private readonly url: string,
  ) {}

  async fill(login: string, password: string): Promise<void> {
    await this.page.getByLabel('Identifiant').fill(login);
    await this.page.getByLabel('Mot de passe').fill(password);
    await this.page.getByRole('button', { name: 'Se connecter' }).click();
  }

  /** Opens an address signed in as a demo account. */
  async as(login: string, path = '/'): Promise<void> {
    await this.page.goto(this.url + path);
    await this.fill(login, 'keneya-demo');
    await expect(this.page.getByRole('button', { name: /, menu$/ })).toBeVisible();
  }

  async out(): Promise<void> {
    await this.page.getByRole('button', { name: /, menu$/ }).click();
    await this.page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
    await this.page.getByLabel('Identifiant').waitFor(); // leaving before would abort the way out
  }
}
