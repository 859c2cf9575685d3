// SPDX-License-Identifier: Apache-2.0
import type { Consent } from 'fhir/r4';

/** A patient's opposition to everyone of one role, as the server understands it. */
export const anOpposition = (patientId: string, role: string): Consent => ({
  resourceType: 'Consent',
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [{ coding: [{ system: 'http://loinc.org', code: '59284-0' }] }],
  patient: { reference: `Patient/${patientId}` },
  policyRule: { text: 'Opposition' },
  provision: {
    type: 'deny',
    actor: [
      {
        role: { text: 'soignants' },
        reference: { identifier: { system: 'https://keneya.org/fhir/roles', value: role } },
      },
    ],
  },
});
