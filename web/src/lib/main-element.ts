// SPDX-License-Identifier: Apache-2.0
/** Id of the page's main landmark; what opens over a screen is put inside it. */
export const MAIN_ID = 'contenu';

export const mainElement = (): HTMLElement => document.getElementById(MAIN_ID) ?? document.body;
