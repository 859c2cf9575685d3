// SPDX-License-Identifier: Apache-2.0
import type { AllergyIntolerance } from 'fhir/r4';
import type { FieldOf } from '@/fhir/refusals';
import { ALLERGY_CLINICAL, ALLERGY_VERIFICATION, SNOMED } from '@/fhir/systems';
import { today } from '@/lib/dates';
import { currentLocale } from '@/lib/locale';
import { z } from '@/lib/validation';
import { NO_KNOWN_ALLERGY, SUBSTANCES } from './substances';

/** What the form holds. `verification` starts empty: certainty is stated, never assumed. */
export type AllergyDraft = {
  readonly substance: string;
  readonly category: string;
  readonly type: string;
  readonly criticality: string;
  readonly verification: string;
  readonly reaction: string;
  readonly severity: string;
};

export const NEW_ALLERGY: AllergyDraft = {
  substance: '',
  category: 'medication',
  type: 'allergy',
  criticality: 'unable-to-assess',
  verification: '',
  reaction: '',
  severity: '',
};

export const allergySchema = z.object({
  substance: z.string().refine((text) => text.trim().length > 0, 'allergy.substanceMissing'),
  category: z.string(),
  type: z.string(),
  criticality: z.string(),
  verification: z.string().min(1, 'allergy.verificationMissing'),
  reaction: z.string(),
  severity: z.string(),
});

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });

const common = (patientId: string, recorder: string) => ({
  resourceType: 'AllergyIntolerance' as const,
  clinicalStatus: coded(ALLERGY_CLINICAL, 'active'),
  patient: { reference: `Patient/${patientId}` },
  recordedDate: today(),
  ...(recorder.startsWith('Practitioner/') && { recorder: { reference: recorder } }),
});

/** The FHIR allergy of a valid draft. A severity without a described reaction keeps its words. */
export const allergyResource = (draft: AllergyDraft, patientId: string, recorder: string): AllergyIntolerance => {
  const text = draft.substance.trim();
  const known = SUBSTANCES.find((one) => one[currentLocale()] === text);
  const reaction = draft.reaction.trim();
  return {
    ...common(patientId, recorder),
    verificationStatus: coded(ALLERGY_VERIFICATION, draft.verification),
    type: draft.type as AllergyIntolerance['type'],
    category: [draft.category as 'medication'],
    criticality: draft.criticality as AllergyIntolerance['criticality'],
    code: { ...(known?.snomed && { coding: [{ system: SNOMED, code: known.snomed, display: known.en }] }), text },
    ...((reaction || draft.severity) && {
      reaction: [
        {
          manifestation: [{ text: reaction || 'Réaction non précisée' }],
          ...(draft.severity && { severity: draft.severity as 'mild' }),
        },
      ],
    }),
  };
};

/** States that the patient was asked and has no known allergy. */
export const noKnownAllergy = (patientId: string, recorder: string): AllergyIntolerance => ({
  ...common(patientId, recorder),
  verificationStatus: coded(ALLERGY_VERIFICATION, 'confirmed'),
  code: {
    coding: [{ system: SNOMED, code: NO_KNOWN_ALLERGY, display: 'No known allergy' }],
    text: 'Aucune allergie connue',
  },
});

/** Where a refusal of the server shows. */
export const allergyField: FieldOf<AllergyDraft> = ({ expression = '', rule = '' }) => {
  if (/verification/i.test(expression) || /verification/.test(rule)) return 'verification';
  if (/criticality/.test(expression)) return 'criticality';
  if (/reaction/.test(expression)) return /severity/.test(expression) ? 'severity' : 'reaction';
  return /\.code/.test(expression) ? 'substance' : undefined;
};
