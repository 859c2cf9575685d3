// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { type AppDraft, appSchema, NEW_APP, registrationOf } from './app-draft';

const draft: AppDraft = {
  ...NEW_APP,
  name: ' Courbes ',
  addresses: 'https://courbes.example.org/retour\n http://localhost:9000/retour ',
  data: ['Observation', 'Practitioner'],
  verbs: 'cruds',
  extras: ['launch'],
};

const refusals = (over: Partial<AppDraft>): readonly string[] =>
  appSchema.safeParse({ ...draft, ...over }).error?.issues.map((issue) => issue.message) ?? [];

test('choices become scopes; nobody writes in the directory', () => {
  expect(registrationOf(draft)).toEqual({
    name: 'Courbes',
    kind: 'public',
    redirectUris: ['https://courbes.example.org/retour', 'http://localhost:9000/retour'],
    scopes: 'openid fhirUser launch/patient launch patient/Observation.cruds patient/Practitioner.rs',
  });
});

test('an application for all patients is not told which one is chosen', () => {
  expect(registrationOf({ ...draft, reach: 'user', extras: [], verbs: 'rs' }).scopes).toBe(
    'openid fhirUser user/Observation.rs user/Practitioner.rs',
  );
});

test('an address that is not safe is refused before it is sent', () => {
  expect(refusals({})).toEqual([]);
  expect(refusals({ addresses: 'org.example.app:/retour' })).toEqual([]);
  for (const addresses of [
    'http://courbes.example.org/retour',
    'https://courbes.example.org/retour#x',
    'https://*.example.org/retour',
    'javascript:alert(1)',
    'https://good.example.org bad',
  ])
    expect(refusals({ addresses }), addresses).toEqual(['apps.addressesUnsafe']);
  expect(refusals({ name: ' ', addresses: '', data: [], launchUrl: 'ftp://x' })).toEqual([
    'apps.nameMissing',
    'apps.addressesMissing',
    'apps.launchUnsafe',
    'apps.dataMissing',
  ]);
});
