// SPDX-License-Identifier: Apache-2.0
/** Languages the screens speak; French is the reference. */
export type Locale = 'fr' | 'en';

let current: Locale = 'fr';

/** The language dates and numbers are written in when the caller does not say. */
export const currentLocale = (): Locale => current;

/** Called once per language change by the translation layer. */
export const setCurrentLocale = (locale: Locale): void => {
  current = locale;
};

/** BCP 47 tag for Intl: dates and numbers stay European in English. */
export const intlTag = (locale: Locale): string => (locale === 'fr' ? 'fr-FR' : 'en-GB');
