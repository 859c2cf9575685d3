// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { ageOn, formatAge } from './age';

const on = new Date(2026, 2, 12);

test.each([
  ['1951-03-12', '75\u00a0ans'],
  ['1951-03-13', '74\u00a0ans'],
  ['2026-03-09', '3\u00a0j'],
  ['2026-03-12', '0\u00a0j'],
  ['2025-10-12', '5\u00a0mois'],
  ['2024-03-13', '23\u00a0mois'],
  ['2024-03-12', '2\u00a0ans'],
  ['1951', '75\u00a0ans'],
  ['2027-01-01', ''],
  [undefined, ''],
])('born %s is %s', (birthDate, text) => {
  expect(formatAge(ageOn(birthDate, on), 'fr')).toBe(text);
});
