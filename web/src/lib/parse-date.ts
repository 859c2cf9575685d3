// SPDX-License-Identifier: Apache-2.0
const MONTHS = ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec'];

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

const valid = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
};

/** Two-digit years are read as the most recent past year that ends so. */
const century = (year: string, now: Date): number => {
  if (year.length === 4) return Number(year);
  const guess = Math.floor(now.getFullYear() / 100) * 100 + Number(year);
  return guess > now.getFullYear() ? guess - 100 : guess;
};

/**
 * A day as people type it: 12/03/1951, 12.3.51, 12031951, 1951-03-12, « 12 mars 1951 », « 1er avril 2020 ».
 * Answers a FHIR date (YYYY-MM-DD), or undefined when no such day exists.
 */
export const parseDay = (text: string, now: Date = new Date()): string | undefined => {
  const input = plain(text);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(input);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const french =
    /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4}|\d{2})$/.exec(input) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(input);
  if (french) return valid(century(french[3] ?? '', now), Number(french[2]), Number(french[1]));
  const worded = /^(\d{1,2})(?:er)?\s+([a-z]+)\.?\s+(\d{4})$/.exec(input);
  if (!worded) return undefined;
  const month = MONTHS.findIndex((name) => worded[2]?.startsWith(name)) + 1;
  return month > 0 ? valid(Number(worded[3]), month, Number(worded[1])) : undefined;
};

/** A time as people type it: 14:05, 14h05, 14h, 1405, 9. Answers HH:mm, or undefined. */
export const parseTime = (text: string): string | undefined => {
  const found = /^(\d{1,2})(?:\s*[h:.]\s*(\d{2})?|(\d{2}))?$/.exec(plain(text));
  if (!found) return undefined;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? found[3] ?? 0);
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};
