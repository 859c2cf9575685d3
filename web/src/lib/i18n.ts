// SPDX-License-Identifier: Apache-2.0
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { withFrenchSpaces } from '@/lib/french-spaces';
import { type Locale, setCurrentLocale } from '@/lib/locale';
import fr from '@/locales/fr.json';

const KEY = 'keneya.language';

/** The language chosen on this browser; French unless the user said otherwise. */
export const storedLocale = (): Locale => (localStorage.getItem(KEY) === 'en' ? 'en' : 'fr');

const load = async (locale: Locale): Promise<void> => {
  if (locale === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const en = await import('@/locales/en.json');
    i18next.addResourceBundle('en', 'translation', en.default);
  }
};

const apply = (locale: Locale): void => {
  setCurrentLocale(locale);
  document.documentElement.lang = locale;
};

/** Starts the translations: French is in the bundle, English comes when asked for. */
export const startTranslations = async (locale: Locale = storedLocale()): Promise<void> => {
  await i18next.use(initReactI18next).init({
    lng: 'fr',
    fallbackLng: 'fr',
    resources: { fr: { translation: withFrenchSpaces(fr) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await load(locale);
  apply(locale);
  await i18next.changeLanguage(locale);
};

export const chooseLocale = async (locale: Locale): Promise<void> => {
  localStorage.setItem(KEY, locale);
  await load(locale);
  apply(locale);
  await i18next.changeLanguage(locale);
};
