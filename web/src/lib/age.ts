// SPDX-License-Identifier: Apache-2.0
import { currentLocale, type Locale } from '@/lib/locale';

/** Whole units lived between a birth date and a day, in the unit a clinician says. */
export type Age = { readonly count: number; readonly unit: 'day' | 'month' | 'year' };

/** Days under one month, months under two years, then years. Undefined without a usable birth date, or before it. */
export const ageOn = (birthDate: string | undefined, on: Date): Age | undefined => {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(birthDate ?? '');
  if (!found) return undefined;
  const born = { year: Number(found[1]), month: Number(found[2] ?? 1), day: Number(found[3] ?? 1) };
  const now = { year: on.getFullYear(), month: on.getMonth() + 1, day: on.getDate() };
  const months = (now.year - born.year) * 12 + now.month - born.month - (now.day < born.day ? 1 : 0);
  const days = Math.floor(
    (Date.UTC(now.year, now.month - 1, now.day) - Date.UTC(born.year, born.month - 1, born.day)) / 86_400_000,
  );
  if (days < 0) return undefined;
  if (!found[2]) return { count: now.year - born.year, unit: 'year' };
  if (months < 1) return { count: days, unit: 'day' };
  if (months < 24) return { count: months, unit: 'month' };
  return { count: Math.floor(months / 12), unit: 'year' };
};

const WORDS: Record<Locale, Record<Age['unit'], readonly [one: string, many: string]>> = {
  fr: { day: ['j', 'j'], month: ['mois', 'mois'], year: ['an', 'ans'] },
  en: { day: ['d', 'd'], month: ['mo', 'mo'], year: ['y', 'y'] },
};

/** `34 ans`, `5 mois`, `3 j`. */
export const formatAge = (age: Age | undefined, locale: Locale = currentLocale()): string => {
  if (!age) return '';
  return `${age.count}\u00a0${WORDS[locale][age.unit][age.count > 1 ? 1 : 0]}`;
};
