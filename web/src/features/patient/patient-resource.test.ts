// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { identityOf } from '@/fhir/identity';
import { aPatient } from '@/testing/fixtures';
import { changesOf, mergedDraft } from './conflict';
import { lookAlikeText } from './look-alikes';
import { insRefusal, NEW_PATIENT, patientDraftOf, patientField, patientSchema } from './patient-draft';
import { givenNames, patientOf } from './patient-resource';

test('a stored patient goes through the form unchanged', () => {
  const patient = aPatient({ maritalStatus: { text: 'Mariée' } });
  const saved = patientOf(patientDraftOf(patient), patient);
  expect(identityOf(saved)).toEqual(identityOf(patient));
  expect(saved.maritalStatus).toEqual({ text: 'Mariée' });
});

test('a new patient carries the strict traits of RNIV', () => {
  const patient = patientOf({
    ...NEW_PATIENT,
    birthName: 'Le Goff',
    firstGiven: 'Anne',
    allGivens: 'Anne Marie',
    birthDate: '12/03/1951',
    sex: 'female',
    birthPlace: 'Brest',
    birthPlaceCode: '29019',
    ins: '2 51 03 69 383 123 75',
    phone: '06 39 98 12 34',
    city: 'Brest',
  });
  expect(patient).toMatchObject({ resourceType: 'Patient', gender: 'female', birthDate: '1951-03-12' });
  expect(identityOf(patient)).toMatchObject({
    birthName: 'LE GOFF',
    givenNames: ['Anne', 'Marie'],
    ins: '251036938312375',
    insStatus: 'recuperee',
    birthPlaceCode: '29019',
    city: 'Brest',
  });
  expect(patient.name).toHaveLength(1);
});

test('a compound first given name stays one', () => {
  expect(givenNames({ firstGiven: 'Jean Pierre', allGivens: 'Jean Pierre Louis' })).toEqual(['Jean Pierre', 'Louis']);
  expect(givenNames({ firstGiven: 'Anne', allGivens: '' })).toEqual(['Anne']);
});

test('emptying a field removes it and nothing else', () => {
  const patient = aPatient();
  const saved = patientOf(
    { ...patientDraftOf(patient), ins: '', phone: '', usedName: '', line: '', city: '', postalCode: '' },
    patient,
  );
  expect(identityOf(saved)).toMatchObject({
    ins: undefined,
    ipp: '100000123',
    phones: [],
    emails: ['camille@example.org'],
    usedName: undefined,
    city: undefined,
  });
});

test('what is missing is named field by field', () => {
  const result = patientSchema.safeParse({ ...NEW_PATIENT, birthDate: '31/02/2020', email: 'x', birthPlaceCode: '12' });
  const fields = result.error?.issues.map((issue) => issue.path[0]);
  expect(fields).toEqual(['birthName', 'firstGiven', 'birthDate', 'sex', 'birthPlaceCode', 'email']);
});

test.each([
  [{ rule: 'ins-key', expression: 'Patient.identifier[0].value' }, 'ins'],
  [{ rule: 'birthdate-future', expression: 'Patient.birthDate' }, 'birthDate'],
  [{ rule: 'patient-name-missing', expression: 'Patient.name' }, 'birthName'],
  [{ expression: 'Patient.telecom[0].value' }, 'phone'],
  [{ expression: 'Patient.active' }, undefined],
])('a refusal %o shows at %s', (issue, field) => {
  expect(patientField({ severity: 'error', text: '', ...issue })).toBe(field);
});

test('a wrong key says which was read and which was expected', () => {
  expect(insRefusal('184127512345678')?.values).toMatchObject({ read: '78', expected: '40' });
  expect(insRefusal('184127512345640')).toBeUndefined();
});

test('only what both sides changed is disputed', () => {
  const base = { ...NEW_PATIENT, phone: '1', city: 'Lyon', email: 'a' };
  const mine = { ...base, phone: '2', email: 'b' };
  const theirs = { ...base, phone: '3', city: 'Paris' };
  const changes = changesOf(base, mine, theirs);
  expect(changes.map((change) => [change.field, change.disputed])).toEqual([
    ['phone', true],
    ['city', false],
  ]);
  expect(mergedDraft(mine, theirs, changes, { phone: 'mine' })).toMatchObject({
    phone: '2',
    city: 'Paris',
    email: 'b',
  });
  expect(mergedDraft(mine, theirs, changes, { phone: 'theirs' })).toMatchObject({ phone: '3', email: 'b' });
});

test('look-alikes are asked for once a name and one more trait are there', () => {
  expect(lookAlikeText('Martin', '', '')).toBe('');
  expect(lookAlikeText('Martin', 'Anne', '')).toBe('Martin Anne');
  expect(lookAlikeText('Martin', '', '12 mars 1951')).toBe('Martin 12/03/1951');
});
