// SPDX-License-Identifier: Apache-2.0
import type {
  AllergyIntolerance,
  Condition,
  DocumentReference,
  Encounter,
  FhirResource,
  MedicationRequest,
  Observation,
  Patient,
} from 'fhir/r4';
import type { Role, Session } from '@/fhir/session';
import { LOINC, OBSERVATION_CATEGORY, UCUM } from '@/fhir/systems';

/** A patient in the French shape; `over` replaces parts. */
export const aPatient = (over: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  id: 'p1',
  meta: { versionId: '1' },
  extension: [
    {
      url: 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability',
      extension: [
        {
          url: 'identityStatus',
          valueCoding: { system: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0445', code: 'VALI' },
        },
      ],
    },
    {
      url: 'http://hl7.org/fhir/StructureDefinition/patient-birthPlace',
      valueAddress: {
        city: 'Lyon',
        extension: [
          {
            url: 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code',
            valueCoding: {
              system: 'https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM',
              code: '69383',
            },
          },
        ],
      },
    },
  ],
  identifier: [
    { use: 'official', system: 'urn:oid:1.2.250.1.213.1.4.11', value: '251036938312375' },
    { use: 'usual', type: { coding: [{ code: 'PI' }] }, system: 'https://keneya.org/demo/ipp', value: '100000123' },
  ],
  name: [
    { use: 'official', family: 'BÉLANGER', given: ['Camille', 'Anne'] },
    { use: 'usual', family: 'DUPONT', given: ['Camille'] },
  ],
  telecom: [
    { system: 'phone', use: 'mobile', value: '+33 6 39 98 12 34' },
    { system: 'email', value: 'camille@example.org' },
  ],
  gender: 'female',
  birthDate: '1951-03-12',
  address: [{ use: 'home', line: ['12 rue des Lilas'], city: 'Lyon', postalCode: '69003', country: 'FRA' }],
  ...over,
});

export const aMeasure = (
  id: string,
  code: string,
  value: number,
  unit: string,
  at: string,
  over: Partial<Observation> & { readonly kind?: 'vital-signs' | 'laboratory' } = {},
): Observation => {
  const { kind = 'vital-signs', ...rest } = over;
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: kind }] }],
    code: { coding: [{ system: LOINC, code }], text: code },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: at,
    valueQuantity: { value, unit, system: UCUM, code: unit },
    ...rest,
  };
};

const range = (low: number, high: number) => [{ low: { value: low }, high: { value: high } }];

const vitals: Observation[] = [
  aMeasure('o1', '8867-4', 88, '/min', '2026-03-12T08:00:00+01:00', { referenceRange: range(60, 100) }),
  aMeasure('o2', '8867-4', 112, '/min', '2026-03-11T08:00:00+01:00', { referenceRange: range(60, 100) }),
  aMeasure('o3', '8867-4', 96, '/min', '2026-03-10T08:00:00+01:00', { referenceRange: range(60, 100) }),
  aMeasure('o4', '8310-5', 38.9, 'Cel', '2026-03-12T08:00:00+01:00', {
    referenceRange: range(36, 37.8),
    interpretation: [{ coding: [{ code: 'H' }] }],
  }),
  {
    ...aMeasure('o5', '85354-9', 0, 'mm[Hg]', '2026-03-12T08:00:00+01:00'),
    valueQuantity: undefined,
    component: [
      { code: { coding: [{ system: LOINC, code: '8480-6' }] }, valueQuantity: { value: 128, code: 'mm[Hg]' } },
      { code: { coding: [{ system: LOINC, code: '8462-4' }] }, valueQuantity: { value: 78, code: 'mm[Hg]' } },
    ],
  },
];

const labs: Observation[] = [
  aMeasure('l1', '2823-3', 6.4, 'mmol/L', '2026-03-11T07:00:00+01:00', {
    kind: 'laboratory',
    referenceRange: range(3.5, 5),
    interpretation: [{ coding: [{ code: 'HH' }] }],
  }),
  aMeasure('l2', '2823-3', 4.8, 'mmol/L', '2026-02-11T07:00:00+01:00', {
    kind: 'laboratory',
    referenceRange: range(3.5, 5),
  }),
  aMeasure('l3', '718-7', 10.2, 'g/dL', '2026-03-11T07:00:00+01:00', {
    kind: 'laboratory',
    referenceRange: range(12, 16),
  }),
  aMeasure('l4', '2951-2', 139, 'mmol/L', '2026-03-11T07:00:00+01:00', {
    kind: 'laboratory',
    referenceRange: range(135, 145),
  }),
];

const condition = (id: string, text: string, clinical: string, onset: string): Condition => ({
  resourceType: 'Condition',
  id,
  clinicalStatus: { coding: [{ code: clinical }] },
  verificationStatus: { coding: [{ code: 'confirmed' }] },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10' }], text },
  subject: { reference: 'Patient/p1' },
  onsetDateTime: onset,
});

export const anAllergy = (id: string, text: string, over: Partial<AllergyIntolerance> = {}): AllergyIntolerance => ({
  resourceType: 'AllergyIntolerance',
  id,
  clinicalStatus: { coding: [{ code: 'active' }] },
  verificationStatus: { coding: [{ code: 'confirmed' }] },
  code: { text },
  patient: { reference: 'Patient/p1' },
  ...over,
});

const stay: Encounter = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'in-progress',
  class: { code: 'IMP' },
  type: [{ text: 'Hospitalisation complète' }],
  reasonCode: [{ text: 'Dyspnée aiguë' }],
  subject: { reference: 'Patient/p1' },
  period: { start: '2026-03-10T10:00:00+01:00' },
  serviceProvider: { display: 'Cardiologie' },
};

const treatment = (id: string, text: string, status: MedicationRequest['status']): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  id,
  status,
  intent: 'order',
  medicationCodeableConcept: { text },
  subject: { reference: 'Patient/p1' },
  authoredOn: '2026-03-10',
  dosageInstruction: [{ text: '1 comprimé matin et soir' }],
});

const letter: DocumentReference = {
  resourceType: 'DocumentReference',
  id: 'd1',
  status: 'current',
  type: { text: 'Lettre de liaison' },
  description: 'Lettre de sortie de cardiologie',
  subject: { reference: 'Patient/p1' },
  date: '2026-02-20T10:00:00+01:00',
  author: [{ display: 'Dr Awa Traoré' }],
  content: [
    {
      attachment: {
        contentType: 'text/plain',
        data: btoa(unescape(encodeURIComponent('Sortie à domicile après traitement.'))),
      },
    },
  ],
};

/** A record with something in every section. */
export const aRecord = (): FhirResource[] => [
  aPatient(),
  ...vitals,
  ...labs,
  condition('c1', 'Hypertension artérielle essentielle', 'active', '2012-05-01'),
  condition('c2', 'Appendicite aiguë', 'resolved', '1974-05-01'),
  anAllergy('a1', 'Arachide', { criticality: 'low' }),
  anAllergy('a2', 'Pénicilline', {
    criticality: 'high',
    reaction: [{ severity: 'severe', manifestation: [{ text: 'Œdème de Quincke' }] }],
  }),
  stay,
  treatment('m1', 'Ramipril 5 mg', 'active'),
  treatment('m2', 'Amoxicilline 1 g', 'completed'),
  letter,
];

const CLINICAL = [
  'Observation',
  'Condition',
  'AllergyIntolerance',
  'MedicationRequest',
  'Encounter',
  'DocumentReference',
  'Coverage',
  'Consent',
];

const READS = Object.fromEntries(['Patient', ...CLINICAL].map((type) => [type, 'r']));
const WRITES = Object.fromEntries(['Patient', ...CLINICAL].map((type) => [type, 'rw']));

const PERMISSIONS: Readonly<Partial<Record<Role, Readonly<Record<string, string>>>>> = {
  physician: WRITES,
  nurse: { ...READS, Observation: 'rw' },
  secretary: {
    Patient: 'r',
    Observation: 'r',
    Encounter: 'r',
    MedicationRequest: 'r',
    DocumentReference: 'rw',
    Coverage: 'rw',
  },
  patient: READS,
  dpo: { AuditEvent: 'r' },
};

const NAMES: Readonly<Partial<Record<Role, string>>> = {
  physician: 'Dr Awa Traoré',
  nurse: 'Jeanne Petit',
  secretary: 'Paul Noël',
  dpo: 'Inès Roy',
};

export const aSession = (role: Role): Session => ({
  user: {
    login: role,
    name: NAMES[role] ?? 'Camille Bélanger',
    role,
    fhirUser: role === 'patient' ? 'Patient/p1' : 'Practitioner/demo',
  },
  establishment: { id: 'chu-keneya', name: 'CHU Keneya' },
  permissions: PERMISSIONS[role] ?? WRITES,
});
