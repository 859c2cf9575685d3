// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import type { Speciality } from './beds-types';
import { ageOf, draftAgain, emergencyOf, newDraft, specialityOf } from './request-draft';

const list: readonly Speciality[] = [
  { code: '170', label: 'Cardiothoracic Surgery', labelFr: 'Chirurgie cardiothoracique' },
  { code: '320', label: 'Cardiology', labelFr: 'Cardiologie' },
  { code: '400', label: 'Neurology', labelFr: 'Neurologie' },
];

test.each([
  ['cardiologie', '320'],
  ['CARDIOLOGY', '320'],
  ['320', '320'],
  ['neuro', '400'],
  ['chir card', '170'],
  ['cardiol', '320'],
])('« %s » is the speciality %s', (text, code) => {
  expect(specialityOf(text, list)?.code).toBe(code);
});

test('what names no speciality is none', () => {
  expect(specialityOf('', list)).toBeUndefined();
  expect(specialityOf('zyx', list)).toBeUndefined();
});

test.each([
  ['34', 34],
  ['34 ans', 34],
  ['0', 0],
  ['6 mois', 0.5],
  ['3 j', 0.008],
  ['2 semaines', 0.038],
  ['1,5', 1.5],
])('« %s » is an age of %f years', (text, years) => {
  expect(ageOf(text)).toBe(years);
});

test.each(['', 'vieux', '131', '-3'])('« %s » is no age', (text) => {
  expect(ageOf(text)).toBeUndefined();
});

test('a place and a speciality are enough, and nothing else is sent', () => {
  const draft = { ...newDraft(), where: 'Lyon', speciality: 'cardiologie' };
  expect(emergencyOf(draft, list)).toEqual({
    emergency: { speciality: '320', latitude: 45.77, longitude: 4.83 },
    missing: {},
  });
});

test('each missing part is said', () => {
  expect(emergencyOf({ ...newDraft(), age: 'x' }, list)).toEqual({
    missing: {
      where: 'beds.request.whereMissing',
      speciality: 'beds.request.specialityMissing',
      age: 'beds.request.ageWrong',
    },
  });
});

test('a request asked again asks for the same, under a key of its own', () => {
  const emergency = { speciality: '320', latitude: 45.76, longitude: 4.84, age: 7, sex: 'male', priority: 1 } as const;
  const again = draftAgain(emergency, () => 'Cardiologie');
  expect(emergencyOf(again, list).emergency).toEqual(emergency);
  expect(again.key).not.toBe(newDraft().key);
});
