// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { aPatient } from '@/testing/fixtures';
import { displayName, identityOf } from './identity';

test('a patient of FR Core is read whole', () => {
  expect(identityOf(aPatient())).toMatchObject({
    birthName: 'BÉLANGER',
    usedName: 'DUPONT',
    givenNames: ['Camille', 'Anne'],
    ins: '251036938312375',
    insStatus: 'qualifiee',
    ipp: '100000123',
    birthPlace: 'Lyon',
    birthPlaceCode: '69383',
    address: '12 rue des Lilas, 69003 Lyon',
    phones: ['+33 6 39 98 12 34'],
  });
});

test.each([
  [aPatient(), 'qualifiee'],
  [aPatient({ identifier: [] }), 'validee'],
  [aPatient({ extension: [] }), 'recuperee'],
  [aPatient({ extension: [], identifier: [] }), 'provisoire'],
])('the status follows the INS and the check of the identity', (patient, status) => {
  expect(identityOf(patient).insStatus).toBe(status);
});

test('the birth name comes first, the used name in brackets', () => {
  expect(displayName(identityOf(aPatient()))).toBe('BÉLANGER (DUPONT) Camille');
  expect(displayName({ birthName: 'Nguyen', givenNames: ['Thi'], usedGivenName: 'Lan' })).toBe('NGUYEN Lan');
});

test('a patient without anything still has a shape', () => {
  expect(identityOf({ resourceType: 'Patient', id: 'x', deceasedBoolean: true })).toMatchObject({
    birthName: '',
    givenNames: [],
    sex: 'unknown',
    deceased: true,
    insStatus: 'provisoire',
  });
});
