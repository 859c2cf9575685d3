// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { criteriaText, prefillOf } from './criteria';

const none = { birthDate: '', letters: '', ins: '', phone: '' };

test.each([
  [{ ...none, birthDate: '12031951', letters: 'martin' }, '12/03/1951 MAR'],
  [{ ...none, ins: '1 84 12 75 123 456 40', letters: 'x' }, '184127512345640'],
  [{ ...none, phone: '06 39 98 12 34' }, '0639981234'],
  [none, ''],
])('%o asks « %s »', (criteria, text) => {
  expect(criteriaText(criteria)).toBe(text);
});

test('a search that found nobody fills the creation form', () => {
  expect(prefillOf('martin Anne 12/03/1951')).toEqual({ family: 'MARTIN', given: 'Anne', birthDate: '1951-03-12' });
  expect(prefillOf('1 84 12 75 123 456 40')).toEqual({ ins: '184127512345640' });
});
