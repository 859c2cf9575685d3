// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { aMeasure } from '@/testing/fixtures';
import { measureOf, seriesOf, trendOf, worst } from './measure';

const range = [{ low: { value: 3.5 }, high: { value: 5 } }];
const potassium = (value: number, over = {}) => measureOf(aMeasure('x', '2823-3', value, 'mmol/L', '2026-01-01', over));

test('a value outside its range is abnormal even when nobody said so', () => {
  expect(potassium(5.4, { referenceRange: range }).abnormal).toBe('H');
  expect(potassium(3.1, { referenceRange: range }).abnormal).toBe('L');
  expect(potassium(4, { referenceRange: range }).abnormal).toBeUndefined();
});

test('what the laboratory said wins', () => {
  expect(potassium(6.4, { referenceRange: range, interpretation: [{ coding: [{ code: 'HH' }] }] }).abnormal).toBe('HH');
  expect(
    potassium(5.4, { referenceRange: range, interpretation: [{ coding: [{ code: 'N' }] }] }).abnormal,
  ).toBeUndefined();
});

test('codes are named in the words of the ward', () => {
  expect(potassium(4).label).toBe('Potassium');
  expect(measureOf(aMeasure('x', '8867-4', 70, '/min', '2026-01-01'), 'en').label).toBe('Heart rate');
});

test('a blood pressure has two numbers, words have none', () => {
  const pressure = measureOf({
    ...aMeasure('x', '85354-9', 0, 'mm[Hg]', '2026-01-01'),
    valueQuantity: undefined,
    component: [
      { code: { coding: [{ code: '8480-6' }] }, valueQuantity: { value: 128 } },
      { code: { coding: [{ code: '8462-4' }] }, valueQuantity: { value: 78 } },
    ],
  });
  expect(pressure.values.map((v) => v.value)).toEqual([128, 78]);
  const words = measureOf({
    ...aMeasure('x', 'z', 0, '', '2026'),
    valueQuantity: undefined,
    valueCodeableConcept: { text: 'Négatif' },
  });
  expect(words.values).toEqual([]);
  expect(words.text).toBe('Négatif');
});

test('values are grouped by code and their direction told', () => {
  const all = [potassium(5), potassium(4), measureOf(aMeasure('y', '718-7', 12, 'g/dL', '2026-01-01'))];
  expect(seriesOf(all).map((s) => [s.code, s.measures.length])).toEqual([
    ['2823-3', 2],
    ['718-7', 1],
  ]);
  expect(trendOf(all)).toBe('up');
  expect(trendOf([potassium(4), potassium(4.05)])).toBe('flat');
  expect(trendOf([potassium(3), potassium(4)])).toBe('down');
  expect(trendOf([potassium(3)])).toBeUndefined();
  expect(worst(['A', 'H', 'LL', undefined])).toBe('LL');
});
