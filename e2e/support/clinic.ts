// SPDX-License-Identifier: Apache-2.0
import type { Bundle, FhirResource, Patient } from 'fhir/r4';
import { tokenOf } from './server';

/** The server's FHIR interface, as the tests use it to make and remove their own data. */
export type Clinic = {
  readonly create: <T extends FhirResource>(resource: T) => Promise<T & { id: string }>;
  readonly read: <T extends FhirResource>(type: T['resourceType'], id: string) => Promise<T>;
  readonly update: <T extends FhirResource>(resource: T) => Promise<void>;
  readonly ofPatient: <T extends FhirResource>(type: T['resourceType'], patientId: string) => Promise<T[]>;
  readonly remove: (type: string, id: string) => Promise<void>;
  readonly removePatient: (id: string) => Promise<void>;
};

const RECORD = [
  'Observation',
  'Condition',
  'AllergyIntolerance',
  'MedicationRequest',
  'DocumentReference',
  'Encounter',
  'Coverage',
  'Consent',
] as const;

export const openClinic = async (url: string): Promise<Clinic> => {
  const token = await tokenOf(url, 'medecin');
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/fhir/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/fhir+json',
        Prefer: 'return=representation',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok && answer.status !== 404 && answer.status !== 410)
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const ofPatient = async <T extends FhirResource>(type: T['resourceType'], patientId: string): Promise<T[]> => {
    const bundle = (await call('GET', `${type}?patient=${patientId}&_count=200`)) as Bundle;
    return (bundle.entry ?? []).map((entry) => entry.resource as T);
  };
  const remove = async (type: string, id: string) => {
    await call('DELETE', `${type}/${id}`);
  };
  return {
    create: async (resource) => (await call('POST', resource.resourceType, resource)) as never,
    read: async (type, id) => (await call('GET', `${type}/${id}`)) as never,
    update: async (resource) => {
      await call('PUT', `${resource.resourceType}/${resource.id}`, resource);
    },
    ofPatient,
    remove,
    removePatient: async (id) => {
      for (const type of RECORD) {
        for (const resource of await ofPatient<FhirResource>(type, id)) await remove(type, resource.id ?? '');
      }
      await remove('Patient', id);
    },
  };
};

const SYLLABLES = ['ba', 'ce', 'di', 'fo', 'gu', 'la', 'me', 'ni', 'po', 'ru', 'sa', 'te', 'vi', 'zo'];

/** Letters nobody else has: names of test patients must not meet the demo hospital's. */
export const uniqueName = (start: string): string =>
  start + Array.from({ length: 4 }, () => SYLLABLES[Math.floor(Math.random() * SYLLABLES.length)]).join('');

/** Key of a matricule: 97 − (first 13 digits mod 97). */
export const insKey = (first13: string): string => String(97 - Number(BigInt(first13) % 97n)).padStart(2, '0');

/** A valid matricule nobody else has, of a woman born in March 1951 in Lyon. */
export const uniqueIns = (): string => {
  const first13 = `2510369383${String(1 + Math.floor(Math.random() * 998)).padStart(3, '0')}`;
  return first13 + insKey(first13);
};

/** A patient in the French shape. */
export const aPatient = (family: string, over: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  active: true,
  name: [
    { use: 'official', family: family.toUpperCase(), given: ['Éloïse', 'Anne'] },
    { use: 'usual', family: 'DUPONT', given: ['Éloïse'] },
  ],
  telecom: [{ system: 'phone', use: 'mobile', value: '+33 6 39 98 12 34' }],
  gender: 'female',
  birthDate: '1951-03-12',
  address: [{ use: 'home', line: ['12 rue des Lilas'], city: 'Lyon', postalCode: '69003', country: 'FRA' }],
  ...over,
});
