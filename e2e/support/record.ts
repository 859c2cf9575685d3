// SPDX-License-Identifier: Apache-2.0
import type { Clinic } from './clinic';

const quantity = (value: number, unit: string) => ({ value, unit, system: 'http://unitsofmeasure.org', code: unit });

/** Writes something in every section of a record. Days go back from today. */
export const fillRecord = async (clinic: Clinic, patientId: string): Promise<void> => {
  const subject = { reference: `Patient/${patientId}` };
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  const measure = (
    kind: string,
    code: string,
    text: string,
    value: number,
    unit: string,
    ago: number,
    range?: readonly [number, number],
  ) =>
    clinic.create({
      resourceType: 'Observation',
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: kind }] }],
      code: { coding: [{ system: 'http://loinc.org', code, display: text }], text },
      subject,
      effectiveDateTime: day(ago),
      valueQuantity: quantity(value, unit),
      ...(range && { referenceRange: [{ low: quantity(range[0], unit), high: quantity(range[1], unit) }] }),
    });
  for (const [i, value] of [4.1, 4.6, 5.8].entries())
    await measure('laboratory', '2823-3', 'Potassium', value, 'mmol/L', 40 - i * 15, [3.5, 5]);
  await measure('laboratory', '718-7', 'Hémoglobine', 10.4, 'g/dL', 12, [12, 16]);
  for (const [i, value] of [96, 88, 72].entries())
    await measure('vital-signs', '8867-4', 'Fréquence cardiaque', value, '/min', 30 - i * 10);
  await clinic.create({
    resourceType: 'Condition',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    code: {
      coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10' }],
      text: 'Hypertension artérielle essentielle',
    },
    subject,
    onsetDateTime: '2012-05-01',
  });
  const verificationStatus = {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', code: 'confirmed' }],
  };
  const clinicalStatus = {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
  };
  await clinic.create({
    resourceType: 'AllergyIntolerance',
    clinicalStatus,
    verificationStatus,
    criticality: 'low',
    code: { text: 'Arachide' },
    patient: subject,
  });
  await clinic.create({
    resourceType: 'AllergyIntolerance',
    clinicalStatus,
    verificationStatus,
    criticality: 'high',
    code: { text: 'Pénicilline' },
    patient: subject,
  });
  await clinic.create({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: 'Ramipril 5 mg, comprimé' },
    subject,
    authoredOn: day(20),
    dosageInstruction: [{ text: '1 comprimé le matin' }],
  });
  await clinic.create({
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    type: [{ text: 'Consultation de cardiologie' }],
    subject,
    period: { start: day(30), end: day(30) },
  });
  await clinic.create({
    resourceType: 'DocumentReference',
    status: 'current',
    type: { text: 'Lettre de liaison' },
    description: 'Lettre de sortie de cardiologie',
    subject,
    date: day(20),
    content: [
      {
        attachment: {
          contentType: 'text/plain',
          data: Buffer.from('Sortie à domicile, contrôle dans un mois.').toString('base64'),
        },
      },
    ],
  });
};
