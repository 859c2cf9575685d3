// SPDX-License-Identifier: Apache-2.0
/**
 * INS matricule (NIR or NIA): sex, year, month, place of birth, order, key.
 * Rules: FRANCE.md §1.2 (identito-na.fr for the composition and the key; 2A counts as 19 and 2B as 18).
 */
export type InsParts = {
  readonly sex: string;
  readonly year: string;
  readonly month: string;
  readonly place: string;
  readonly order: string;
  readonly key: string;
};

/** What a check of a typed matricule found. Keys are two digits, as printed. */
export type InsCheck =
  | { readonly kind: 'empty' }
  | { readonly kind: 'incomplete'; readonly length: number }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'wrong-key'; readonly read: string; readonly expected: string }
  | { readonly kind: 'valid'; readonly parts: InsParts };

const SHAPE = /^([123478])(\d{2})(0[1-9]|1[0-2]|[2-3]\d|4[0-2]|[5-9]\d)(\d{5}|2[AB]\d{3})(\d{3})(\d{2})$/;

/** The matricule without spaces, dots or dashes, letters in capitals. */
export const compactIns = (text: string): string => text.replace(/[\s\u00a0\u202f.-]/g, '').toUpperCase();

/** Expected key of the first 13 characters: 97 − (number mod 97), on two digits. */
export const insKey = (first13: string): string => {
  const digits = first13.replace(/^(.{5})2A/, '$119').replace(/^(.{5})2B/, '$118');
  return String(97 - Number(BigInt(digits) % 97n)).padStart(2, '0');
};

export const checkIns = (text: string): InsCheck => {
  const value = compactIns(text);
  if (value === '') return { kind: 'empty' };
  if (value.length < 15 && /^[0-9]{0,6}[0-9AB]?[0-9]*$/.test(value))
    return { kind: 'incomplete', length: value.length };
  const found = SHAPE.exec(value);
  if (!found || found[5] === '000') return { kind: 'malformed' };
  const [, sex = '', year = '', month = '', place = '', order = '', key = ''] = found;
  const expected = insKey(value.slice(0, 13));
  if (expected !== key) return { kind: 'wrong-key', read: key, expected };
  return { kind: 'valid', parts: { sex, year, month, place, order, key } };
};

/** `1 84 12 75 123 456 40`; what is typed so far when shorter, the text itself when it is no matricule. */
export const formatIns = (text: string | undefined): string => {
  const value = compactIns(text ?? '');
  if (!/^\d[\dAB]{0,14}$/.test(value)) return text ?? '';
  const cuts = [0, 1, 3, 5, 7, 10, 13, 15];
  return cuts
    .slice(0, -1)
    .map((from, i) => value.slice(from, cuts[i + 1]))
    .filter(Boolean)
    .join('\u00a0');
};

/** A trait that the matricule contradicts: a warning, since births are re-registered and fictitious months exist. */
export type InsMismatch = 'sex' | 'birthDate' | 'birthPlace';

export const insMismatches = (
  parts: InsParts,
  traits: { readonly gender?: string; readonly birthDate?: string; readonly placeCode?: string },
): readonly InsMismatch[] => {
  const found: InsMismatch[] = [];
  const male = '137'.includes(parts.sex);
  if ((traits.gender === 'male' && !male) || (traits.gender === 'female' && male)) found.push('sex');
  const [year, month] = (traits.birthDate ?? '').split('-');
  const realMonth = Number(parts.month) <= 12;
  if (year && (year.slice(2) !== parts.year || (realMonth && month && month !== parts.month))) found.push('birthDate');
  if (traits.placeCode && traits.placeCode.toUpperCase() !== parts.place) found.push('birthPlace');
  return found;
};
