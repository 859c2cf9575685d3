// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { decimalsOf, formatNumber, formatUnit, parseNumber } from './numbers';

test('numbers are French', () => {
  expect(formatNumber(1000.5, undefined, 'fr')).toBe('1\u202f000,5');
  expect(formatNumber(5, 1, 'fr')).toBe('5,0');
  expect(formatNumber(1000.5, undefined, 'en')).toBe('1,000.5');
});

test.each([
  ['1 000,5', 1000.5],
  ['37.2', 37.2],
  ['-2', -2],
  ['', undefined],
  ['3,5,2', undefined],
  ['abc', undefined],
])('%s is read %s', (text, value) => {
  expect(parseNumber(text)).toBe(value);
});

test.each([
  ['mm[Hg]', 'mmHg'],
  ['Cel', '°C'],
  ['10*9/L', 'G/L'],
  ['umol/L', 'µmol/L'],
  ['mL/min/{1.73_m2}', 'mL/min/1,73 m²'],
  ['{score}', ''],
  ['mmol/L', 'mmol/L'],
  ['k[IU]/L', 'kUI/L'],
  [undefined, ''],
])('%s is shown %s', (ucum, shown) => {
  expect(formatUnit(ucum)).toBe(shown);
});

test('decimals worth showing are counted', () => {
  expect([5, 5.1, 5.12345].map(decimalsOf)).toEqual([0, 1, 3]);
});
