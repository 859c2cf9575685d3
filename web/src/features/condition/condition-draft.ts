// SPDX-License-Identifier: Apache-2.0
import type { Condition } from 'fhir/r4';
import type { FieldOf } from '@/fhir/refusals';
import { CONDITION_CATEGORY, CONDITION_CLINICAL, CONDITION_VERIFICATION, ICD10 } from '@/fhir/systems';
import { today } from '@/lib/dates';
import { currentLocale } from '@/lib/locale';
import { parseDay } from '@/lib/parse-date';
import { z } from '@/lib/validation';
import { ICD10_LIST } from './icd10';

/** What the form holds: texts as typed. */
export type ConditionDraft = {
  readonly problem: string;
  readonly clinical: string;
  readonly verification: string;
  readonly since: string;
  readonly note: string;
};

export const NEW_CONDITION: ConditionDraft = {
  problem: '',
  clinical: 'active',
  verification: 'confirmed',
  since: '',
  note: '',
};

export const conditionSchema = z.object({
  problem: z.string().refine((text) => text.trim().length > 0, 'problem.missing'),
  clinical: z.string(),
  verification: z.string(),
  since: z.string().refine((text) => !text.trim() || parseDay(text) !== undefined, 'form.dateUnknown'),
  note: z.string(),
});

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });

/** The FHIR condition of a valid draft; a problem of the list carries its CIM-10 code. */
export const conditionOf = (draft: ConditionDraft, patientId: string, recorder: string): Condition => {
  const text = draft.problem.trim();
  const known = ICD10_LIST.find((one) => one[currentLocale()] === text);
  const since = parseDay(draft.since);
  return {
    resourceType: 'Condition',
    clinicalStatus: coded(CONDITION_CLINICAL, draft.clinical),
    verificationStatus: coded(CONDITION_VERIFICATION, draft.verification),
    category: [coded(CONDITION_CATEGORY, 'problem-list-item')],
    code: { ...(known && { coding: [{ system: ICD10, code: known.code, display: known.fr }] }), text },
    subject: { reference: `Patient/${patientId}` },
    recordedDate: today(),
    ...(since && { onsetDateTime: since }),
    ...(recorder.startsWith('Practitioner/') && { recorder: { reference: recorder } }),
    ...(draft.note && { note: [{ text: draft.note }] }),
  };
};

/** Where a refusal of the server shows. */
export const conditionField: FieldOf<ConditionDraft> = ({ expression = '', rule = '' }) => {
  if (/onset|abatement/.test(expression)) return 'since';
  if (/clinicalStatus/.test(expression)) return 'clinical';
  if (/verificationStatus/.test(expression)) return 'verification';
  return /code/.test(expression) || /code/.test(rule) ? 'problem' : undefined;
};
