// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { checkIns, compactIns, formatIns, insKey, insMismatches } from './ins';

test.each([
  '279035121518989',
  '274075176079430',
  '277076322082910',
  '186022A21532523',
  '295109912611193',
  '180127512345642',
  '255081416802538',
  '137047624348415',
  '262087503203977',
  '163127847704294',
  '189127512501282',
])('%s has the right key', (matricule) => {
  expect(checkIns(matricule).kind).toBe('valid');
});

test.each([
  ['276037510669380', '80', '26'],
  ['184127512345678', '78', '40'],
  ['185030312345699', '99', '45'],
  ['290031507523489', '89', '21'],
])('%s is refused with the reason', (matricule, read, expected) => {
  expect(checkIns(matricule)).toEqual({ kind: 'wrong-key', read, expected });
});

test('Corsica counts as 19 and 18', () => {
  expect(insKey('185052A123456')).toBe('33');
  expect(insKey('185052B123456')).toBe('60');
});

test('spaces, dots and small letters do not matter', () => {
  expect(compactIns(' 1 86 02 2a 215 325 23')).toBe('186022A21532523');
  expect(checkIns('1 84 12 75 123 456 40').kind).toBe('valid');
});

test.each([
  ['', 'empty'],
  ['1 84 12', 'incomplete'],
  ['184137512345640', 'malformed'],
  ['984127512345640', 'malformed'],
  ['184127512300040', 'malformed'],
  ['BONJOUR', 'malformed'],
])('%s is %s', (text, kind) => {
  expect(checkIns(text).kind).toBe(kind);
});

test('a matricule is printed in groups', () => {
  expect(formatIns('184127512345640')).toBe('1 84 12 75 123 456 40'.replaceAll(' ', '\u00a0'));
  expect(formatIns('18412')).toBe('1\u00a084\u00a012');
  expect(formatIns('inconnu')).toBe('inconnu');
});

test('traits that the matricule contradicts are named', () => {
  const check = checkIns('184127512345640');
  const parts = check.kind === 'valid' ? check.parts : undefined;
  expect(parts && insMismatches(parts, { gender: 'male', birthDate: '1984-12-03', placeCode: '75123' })).toEqual([]);
  expect(parts && insMismatches(parts, { gender: 'female', birthDate: '1951-03-12', placeCode: '69383' })).toEqual([
    'sex',
    'birthDate',
    'birthPlace',
  ]);
});
