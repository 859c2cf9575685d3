// SPDX-License-Identifier: Apache-2.0
import type { Medication } from 'fhir/r4';
import { expect, test } from 'vitest';
import {
  allergyField,
  allergyResource,
  allergySchema,
  NEW_ALLERGY,
  noKnownAllergy,
} from '@/features/allergy/allergy-draft';
import { allergyFact, allergyOf } from '@/features/allergy/allergy-query';
import { conditionField, conditionOf, conditionSchema, NEW_CONDITION } from '@/features/condition/condition-draft';
import { problemOf } from '@/features/condition/condition-query';
import { documentOf } from '@/features/document/document-query';
import { stayOf } from '@/features/encounter/stay';
import { treatmentOf } from '@/features/medication/medication-query';
import { chartData } from '@/features/observation/chart-data';
import {
  newObservation,
  observationField,
  observationOf,
  observationSchema,
} from '@/features/observation/observation-draft';
import { rangeText } from '@/features/observation/range-text';
import { linesOf } from '@/features/timeline/timeline-query';
import { measureOf } from '@/fhir/measure';
import { aMeasure, anAllergy } from '@/testing/fixtures';

const draft = { ...newObservation(new Date(2026, 2, 12, 14, 5)), code: '8310-5', value: '38,9' };

test('an observation is written with LOINC, UCUM and its time', () => {
  expect(observationOf(draft, 'p1', 'Practitioner/x')).toMatchObject({
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8310-5' }] },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2026-03-12T14:05:00+01:00',
    valueQuantity: { value: 38.9, unit: '°C', system: 'http://unitsofmeasure.org', code: 'Cel' },
    interpretation: [{ coding: [{ code: 'H' }] }],
    performer: [{ reference: 'Practitioner/x' }],
  });
});

test('a blood pressure needs both numbers', () => {
  const pressure = { ...draft, code: '85354-9', value: '128' };
  expect(observationSchema.safeParse(pressure).error?.issues.map((i) => i.path[0])).toEqual(['second']);
  expect(observationSchema.safeParse({ ...pressure, second: '78' }).success).toBe(true);
  expect(observationOf({ ...pressure, second: '78' }, 'p1', '').component?.map((c) => c.valueQuantity?.value)).toEqual([
    128, 78,
  ]);
});

test.each([
  ['Observation.value.value', 'value'],
  ['Observation.component[1].value.value', 'second'],
  ['Observation.effective', 'day'],
  ['Observation.code', 'code'],
  ['Observation.subject', undefined],
])('a refusal at %s shows at %s', (expression, field) => {
  expect(observationField({ severity: 'error', text: '', expression })).toBe(field);
});

test('a problem of the list carries its code, free words do not', () => {
  const listed = conditionOf({ ...NEW_CONDITION, problem: 'Asthme', since: '2012' }, 'p1', '');
  expect(listed.code).toEqual({
    coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J45.9', display: 'Asthme' }],
    text: 'Asthme',
  });
  expect(conditionOf({ ...NEW_CONDITION, problem: 'Chute' }, 'p1', '').code).toEqual({ text: 'Chute' });
  expect(conditionSchema.safeParse(NEW_CONDITION).success).toBe(false);
  expect(
    conditionField({ severity: 'error', text: '', rule: 'condition-code-missing', expression: 'Condition.code' }),
  ).toBe('problem');
});

test('an allergy states its certainty', () => {
  expect(allergySchema.safeParse({ ...NEW_ALLERGY, substance: 'Latex' }).error?.issues.map((i) => i.path[0])).toEqual([
    'verification',
  ]);
  const allergy = allergyResource(
    { ...NEW_ALLERGY, substance: 'Latex', verification: 'confirmed', severity: 'severe' },
    'p1',
    '',
  );
  expect(allergy).toMatchObject({ code: { text: 'Latex' }, reaction: [{ severity: 'severe' }] });
  expect(allergyField({ severity: 'error', text: '', rule: 'allergy-verification-missing' })).toBe('verification');
});

test('« none known » and « not recorded » are two facts', () => {
  expect(allergyFact([]).kind).toBe('not-recorded');
  expect(allergyFact([allergyOf(noKnownAllergy('p1', ''))]).kind).toBe('none-known');
  expect(allergyFact([allergyOf(anAllergy('a', 'Latex'))]).kind).toBe('known');
  const refuted = anAllergy('a', 'Latex', { verificationStatus: { coding: [{ code: 'refuted' }] } });
  expect(allergyFact([allergyOf(refuted)]).kind).toBe('not-recorded');
});

test.each([
  ['Allergie à la pénicilline', 'Pénicilline'],
  ['Allergie aux pollens de graminées', 'Pollens de graminées'],
  ['Allergie à l’aspirine', 'Aspirine'],
  ['Latex', 'Latex'],
])('%s is shown as %s', (text, shown) => {
  expect(allergyOf(anAllergy('a', text)).substance).toBe(shown);
});

test('the gravity is the worst that is known', () => {
  expect(allergyOf(anAllergy('a', 'x', { criticality: 'high' })).gravity).toBe('severe');
  expect(allergyOf(anAllergy('a', 'x', { reaction: [{ severity: 'moderate', manifestation: [] }] })).gravity).toBe(
    'moderate',
  );
  expect(allergyOf(anAllergy('a', 'x')).gravity).toBe('unknown');
});

test('prescriptions without a written dosage are put into words', () => {
  const treatment = treatmentOf({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    subject: {},
    medicationReference: { reference: '#m' },
    contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Furosémide 40 mg' } } as Medication],
    dosageInstruction: [
      {
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'comprimé' } }],
        timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
      },
    ],
  });
  expect(treatment).toMatchObject({ drug: 'Furosémide 40 mg', current: true, dosage: '1 comprimé, 2 × / 1 d' });
});

test('problems, documents and stays are read', () => {
  expect(
    problemOf({
      resourceType: 'Condition',
      subject: {},
      code: { text: 'Asthme' },
      clinicalStatus: { coding: [{ code: 'resolved' }] },
    }).active,
  ).toBe(false);
  expect(
    documentOf({
      resourceType: 'DocumentReference',
      status: 'current',
      type: { text: 'Lettre' },
      content: [{ attachment: { contentType: 'text/plain;charset=utf-8' } }],
    }),
  ).toMatchObject({
    title: 'Lettre',
    contentType: 'text/plain',
  });
  expect(stayOf({ resourceType: 'Encounter', status: 'finished', class: { code: 'EMER' } })).toMatchObject({
    kind: 'EMER',
  });
  expect(stayOf({ resourceType: 'Encounter', status: 'finished', class: { code: 'zzz' } })).toMatchObject({
    kind: 'OTHER',
  });
});

test('a chart goes from the oldest to the newest', () => {
  const measures = [
    aMeasure('b', '2823-3', 5, 'mmol/L', '2026-02-01', { referenceRange: [{ high: { value: 4.5 } }] }),
    aMeasure('a', '2823-3', 4, 'mmol/L', '2026-01-01'),
  ].map((o) => measureOf(o));
  expect(chartData(measures)).toMatchObject({ columns: [[4, 5]], abnormal: [undefined, 'H'], range: { high: 4.5 } });
  expect(rangeText(measures[0])).toBe('< 4,5');
  expect(rangeText(measures[1])).toBe('');
});

test('the timeline has a heading per month', () => {
  const entry = (id: string, date: string) => ({ resourceType: 'Encounter', id, date, title: id });
  expect(
    linesOf([entry('a', '2026-03-12'), entry('b', '2026-03-01'), entry('c', '2026-01-01')]).map((line) => line.kind),
  ).toEqual(['month', 'entry', 'entry', 'month', 'entry']);
});
