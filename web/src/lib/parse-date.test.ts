// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { parseDay, parseTime } from './parse-date';

const now = new Date(2026, 2, 12);

test.each([
  ['12/03/1951', '1951-03-12'],
  ['12031951', '1951-03-12'],
  ['12.3.51', '1951-03-12'],
  ['1951-03-12', '1951-03-12'],
  ['12 mars 1951', '1951-03-12'],
  ['1er août 2020', '2020-08-01'],
  ['5 février 1999', '1999-02-05'],
  ['01/01/25', '2025-01-01'],
  ['31/02/2020', undefined],
  ['12/13/1951', undefined],
  ['hier', undefined],
  ['12 truc 1951', undefined],
])('%s is read %s', (text, day) => {
  expect(parseDay(text, now)).toBe(day);
});

test.each([
  ['14:05', '14:05'],
  ['14h05', '14:05'],
  ['9h', '09:00'],
  ['1405', '14:05'],
  ['24:00', undefined],
  ['midi', undefined],
])('the time %s is read %s', (text, time) => {
  expect(parseTime(text)).toBe(time);
});
