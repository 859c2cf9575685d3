// SPDX-License-Identifier: Apache-2.0
import { currentLocale, intlTag, type Locale } from '@/lib/locale';

/** A FHIR date split at the precision it was given with. */
type Parts = { readonly year: number; readonly month?: number; readonly day?: number };

const PARTIAL = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

const partsOf = (iso: string): Parts | undefined => {
  const found = PARTIAL.exec(iso);
  if (!found) return undefined;
  const [, year, month, day] = found;
  return { year: Number(year), month: month ? Number(month) : undefined, day: day ? Number(day) : undefined };
};

/** French writes the first of the month as an ordinal. */
const ordinal = (text: string, locale: Locale): string => (locale === 'fr' ? text.replace(/^1 /, '1er ') : text);

const calendar = (parts: Parts, locale: Locale, month: 'long' | 'short'): string => {
  const date = new Date(Date.UTC(parts.year, (parts.month ?? 1) - 1, parts.day ?? 1));
  date.setUTCFullYear(parts.year);
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric' };
  if (parts.month) options.month = month;
  if (parts.day) options.day = 'numeric';
  return ordinal(new Intl.DateTimeFormat(intlTag(locale), options).format(date), locale);
};

/** `12 mars 2026`, `mars 2026` or `2026`: a FHIR date or dateTime, at its own precision, in local time. */
export const formatDay = (iso: string | undefined, locale: Locale = currentLocale()): string => {
  if (!iso) return '';
  const parts = partsOf(iso);
  if (parts) return calendar(parts, locale, 'long');
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return calendar({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() }, locale, 'long');
};

/** `12/03/2026`, or what is known of it: for tables and tight banners. */
export const formatDayShort = (iso: string | undefined): string => {
  if (!iso) return '';
  const parts = partsOf(iso) ?? localParts(iso);
  if (!parts) return iso;
  return [parts.day, parts.month]
    .filter((n): n is number => n !== undefined)
    .map((n) => String(n).padStart(2, '0'))
    .concat(String(parts.year))
    .join('/');
};

const localParts = (iso: string): Parts | undefined => {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return undefined;
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
};

/** `14:05`; empty when the value has no time of day. */
export const formatTime = (iso: string | undefined, locale: Locale = currentLocale()): string => {
  if (!iso?.includes('T')) return '';
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  return new Intl.DateTimeFormat(intlTag(locale), { hour: '2-digit', minute: '2-digit', hour12: false }).format(date);
};

/** `12 mars 2026, 14:05`. */
export const formatInstant = (iso: string | undefined, locale: Locale = currentLocale()): string =>
  [formatDay(iso, locale), formatTime(iso, locale)].filter(Boolean).join(', ');

/** `mars 2026`, first letter in capital: heading of a month group. */
export const formatMonth = (iso: string, locale: Locale = currentLocale()): string => {
  const text = formatDay(iso.slice(0, 7), locale);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const STEPS: readonly (readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [3_600, 60, 'minute'],
  [86_400, 3_600, 'hour'],
  [86_400 * 31, 86_400, 'day'],
  [86_400 * 365, 86_400 * 30.4375, 'month'],
  [Number.POSITIVE_INFINITY, 86_400 * 365.25, 'year'],
];

const SHORT_FR: Partial<Record<Intl.RelativeTimeFormatUnit, string>> = {
  minute: 'min',
  hour: 'h',
  day: 'j',
  month: 'mois',
  year: 'an',
};

/** `à l’instant`, `il y a 2 h`, `il y a 3 j`, `dans 2 mois`; a date without time counts in days. */
export const formatAgo = (iso: string | undefined, now: Date, locale: Locale = currentLocale()): string => {
  if (!iso) return '';
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return '';
  const seconds = (now.getTime() - then.getTime()) / 1000;
  const size = Math.abs(seconds);
  if (!iso.includes('T') && size < 86_400) return locale === 'fr' ? 'aujourd’hui' : 'today';
  if (size < 60) return locale === 'fr' ? 'à l’instant' : 'just now';
  const step = STEPS.find(([limit]) => size < limit) ?? STEPS[STEPS.length - 1];
  if (!step) return '';
  const count = Math.floor(size / step[1]) || 1;
  if (locale === 'en') {
    return new Intl.RelativeTimeFormat('en-GB', { style: 'short' }).format(seconds > 0 ? -count : count, step[2]);
  }
  const unit = step[2] === 'year' && count > 1 ? 'ans' : SHORT_FR[step[2]];
  return `${seconds > 0 ? 'il y a' : 'dans'} ${count}\u00a0${unit}`;
};

/** Today as a FHIR date, local calendar. */
export const today = (now: Date = new Date()): string =>
  [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');

/** A local date and an `HH:mm` time as a FHIR instant with the local offset. */
export const instantOf = (day: string, time: string): string => {
  const date = new Date(`${day}T${time}:00`);
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0');
  return `${day}T${time}:00${sign}${two(offset / 60)}:${two(offset % 60)}`;
};

/** `mars 2026`, shortened when the month is long: marks of a chart's axis. */
export const formatMonthShort = (date: Date, locale: Locale = currentLocale()): string =>
  new Intl.DateTimeFormat(intlTag(locale), { month: 'short', year: 'numeric' }).format(date);
