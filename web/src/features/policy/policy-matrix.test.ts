// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { cellOf, changesOf, flipped, namedTypes } from './policy-matrix';
import type { Policy } from './policy-query';

const policy: Policy = {
  options: { 'care-relation': false },
  sets: { clinical: ['Condition', 'Procedure'] },
  roles: {
    physician: [
      { says: 'Dossier', types: ['@clinical'], allows: 'cruds', option: '!care-relation' },
      {
        says: 'Dossier des suivis',
        types: ['@clinical'],
        allows: 'cruds',
        option: 'care-relation',
        with: 'Encounter?x=1',
      },
    ],
    nurse: [
      { says: 'Identités', types: 'Patient', allows: 'rs', hides: 'Patient.telecom' },
      { says: 'Une part', types: ['Condition'], allows: 'rs', criteria: '_security:not=R' },
      { says: 'De garde', types: ['Condition'], allows: 'u', onCall: true },
    ],
    admin: [{ says: 'Tout', types: ['*'], allows: 'cruds' }],
  },
};
const clinical = ['Condition', 'Procedure'];
const plain = { narrowed: false, hidden: false };

test('a role sees and changes all, some or none of the types', () => {
  expect(cellOf(policy, 'physician', clinical)).toEqual({ see: 'all', change: 'all', ...plain });
  expect(cellOf(policy, 'admin', ['Whatever'])).toEqual({ see: 'all', change: 'all', ...plain });
  expect(cellOf(policy, 'nurse', clinical)).toEqual({ see: 'some', change: 'some', narrowed: true, hidden: false });
  expect(cellOf(policy, 'dpo', clinical)).toEqual({ see: 'none', change: 'none', ...plain });
});

test('hidden elements are marked on their own type', () => {
  expect(cellOf(policy, 'nurse', ['Patient'])).toEqual({ see: 'all', change: 'none', narrowed: false, hidden: true });
});

test('an option narrows where it is on, and says what comes and goes', () => {
  expect(cellOf(flipped(policy, 'care-relation'), 'physician', clinical).narrowed).toBe(true);
  expect(changesOf(policy, 'care-relation')).toEqual([
    { role: 'physician', says: 'Dossier', comes: false },
    { role: 'physician', says: 'Dossier des suivis', comes: true },
  ]);
  expect(policy.options).toEqual({ 'care-relation': false });
});

test('a criterion that one grant has not is no narrowing', () => {
  const both: Policy = {
    roles: { nurse: [...(policy.roles?.nurse ?? []), { says: 'x', types: clinical, allows: 'r' }] },
  };
  expect(cellOf(both, 'nurse', clinical)).toEqual({ see: 'all', change: 'some', ...plain });
});

test('named types are listed once', () => {
  expect(namedTypes(policy)).toEqual(['Condition', 'Patient', 'Procedure']);
});
