// SPDX-License-Identifier: Apache-2.0
import { formatDayShort } from '@/lib/dates';
import { compactIns } from '@/lib/ins';
import { parseDay } from '@/lib/parse-date';

/** What the search by criteria asks, as typed. */
export type Criteria = {
  readonly birthDate: string;
  readonly letters: string;
  readonly ins: string;
  readonly phone: string;
};

/**
 * The free text that asks for these criteria. The INS or the phone says enough alone; otherwise the birth date comes
 * first and at most three letters of a name follow (RNIV).
 */
export const criteriaText = (criteria: Criteria): string => {
  const ins = compactIns(criteria.ins);
  if (ins) return ins;
  const phone = criteria.phone.replace(/[^\d+]/g, '');
  if (phone) return phone;
  const day = parseDay(criteria.birthDate);
  return [day ? formatDayShort(day) : criteria.birthDate.trim(), criteria.letters.trim().slice(0, 3).toUpperCase()]
    .filter(Boolean)
    .join(' ');
};

/** Words, digits and a date of a search text, to fill the form that creates the patient nobody found. */
export type Prefill = {
  readonly family?: string;
  readonly given?: string;
  readonly birthDate?: string;
  readonly ins?: string;
};

export const prefillOf = (text: string): Prefill => {
  const compact = compactIns(text);
  if (/^\d[\dAB]{14}$/.test(compact)) return { ins: compact };
  const words = text.trim().split(/\s+/);
  const dates = words.map((word) => parseDay(word));
  const birthDate = dates.find(Boolean);
  const names = words.filter((word, i) => !dates[i] && /\p{L}/u.test(word));
  return { family: names[0]?.toLocaleUpperCase('fr'), given: names[1], birthDate };
};
