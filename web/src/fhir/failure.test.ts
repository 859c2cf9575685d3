// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { nextPage, queryString } from './client';
import { conceptText } from './concept';
import { failureOf, issuesOf } from './failure';

test('an OperationOutcome gives its rule, its words and its place', () => {
  const outcome = {
    issue: [
      {
        severity: 'error',
        code: 'invalid',
        diagnostics: 'Wrong key',
        expression: ['Patient.identifier[0].value'],
        details: {
          text: 'Clé fausse',
          coding: [{ system: 'https://keneya.org/fhir/CodeSystem/rule', code: 'ins-key' }],
        },
      },
    ],
  };
  expect(issuesOf(outcome)).toEqual([
    {
      severity: 'error',
      code: 'invalid',
      rule: 'ins-key',
      text: 'Clé fausse',
      expression: 'Patient.identifier[0].value',
    },
  ]);
});

test('a problem gives its errors, else its detail', () => {
  expect(issuesOf({ title: 'T', errors: [{ path: 'q', rule: 'r', text: 'X' }] })).toEqual([
    { severity: 'error', rule: 'r', text: 'X', expression: 'q' },
  ]);
  expect(issuesOf({ title: 'T', detail: 'D', code: 'c' })).toEqual([{ severity: 'error', code: 'c', text: 'D' }]);
  expect(issuesOf('nothing')).toEqual([]);
});

test.each([
  [0, 'network'],
  [401, 'signed-out'],
  [403, 'forbidden'],
  [404, 'missing'],
  [410, 'missing'],
  [412, 'conflict'],
  [422, 'refused'],
  [500, 'server'],
])('status %i is %s', (status, kind) => {
  expect(failureOf(status).kind).toBe(kind);
});

test('empty parameters are not asked and lists are repeated', () => {
  expect(queryString({ a: '1', b: undefined, c: '', d: ['x', 'y'] })).toBe('a=1&d=x&d=y');
});

test('the next page is asked on our own origin', () => {
  const link = [{ relation: 'next', url: 'http://internal:9/fhir/Patient?page=2' }];
  expect(nextPage({ resourceType: 'Bundle', type: 'searchset', link })).toBe('/fhir/Patient?page=2');
  expect(nextPage({ resourceType: 'Bundle', type: 'searchset' })).toBeUndefined();
});

test('a concept shows words before its code', () => {
  expect(conceptText({ text: 'Asthme', coding: [{ code: 'J45' }] })).toBe('Asthme');
  expect(conceptText({ coding: [{ code: 'J45' }] })).toBe('J45');
  expect(conceptText(undefined)).toBe('');
});
