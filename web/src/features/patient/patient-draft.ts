// SPDX-License-Identifier: Apache-2.0
import type { Patient } from 'fhir/r4';
import { identityOf } from '@/fhir/identity';
import type { FieldOf } from '@/fhir/refusals';
import { formatDayShort } from '@/lib/dates';
import { checkIns, formatIns } from '@/lib/ins';
import { parseDay } from '@/lib/parse-date';
import { z } from '@/lib/validation';

/** What the form of a patient holds: texts as typed, the five strict traits of RNIV first. */
export type PatientDraft = {
  readonly birthName: string;
  readonly firstGiven: string;
  readonly allGivens: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly birthPlace: string;
  readonly birthPlaceCode: string;
  readonly usedName: string;
  readonly usedGiven: string;
  readonly ins: string;
  readonly checkedIdentity: boolean;
  readonly phone: string;
  readonly email: string;
  readonly line: string;
  readonly postalCode: string;
  readonly city: string;
};

export const NEW_PATIENT: PatientDraft = {
  birthName: '',
  firstGiven: '',
  allGivens: '',
  birthDate: '',
  sex: '',
  birthPlace: '',
  birthPlaceCode: '',
  usedName: '',
  usedGiven: '',
  ins: '',
  checkedIdentity: false,
  phone: '',
  email: '',
  line: '',
  postalCode: '',
  city: '',
};

const filled = (key: string) => z.string().refine((text) => text.trim().length > 0, key);
const optional = (pattern: RegExp, key: string) =>
  z.string().refine((text) => !text.trim() || pattern.test(text.trim()), key);

/** Completeness and form only; the INS key is checked while typing and decided by the server. */
export const patientSchema = z.object({
  birthName: filled('patient.birthNameMissing'),
  firstGiven: filled('patient.firstGivenMissing'),
  allGivens: z.string(),
  birthDate: z.string().refine((text) => parseDay(text) !== undefined, 'form.dateUnknown'),
  sex: z.string().min(1, 'patient.sexMissing'),
  birthPlace: z.string(),
  birthPlaceCode: optional(/^(\d{5}|2[AB]\d{3})$/i, 'patient.communeCode'),
  usedName: z.string(),
  usedGiven: z.string(),
  ins: z.string(),
  checkedIdentity: z.boolean(),
  phone: optional(/^\+?[\d\s.()-]{6,20}$/, 'patient.phoneUnknown'),
  email: optional(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'patient.emailUnknown'),
  line: z.string(),
  postalCode: z.string(),
  city: z.string(),
});

/** The form's view of a stored patient. */
export const patientDraftOf = (patient: Patient): PatientDraft => {
  const person = identityOf(patient);
  const address = patient.address?.find((one) => one.use === 'home') ?? patient.address?.[0];
  return {
    birthName: person.birthName,
    firstGiven: person.givenNames[0] ?? '',
    allGivens: person.givenNames.join(' '),
    birthDate: formatDayShort(person.birthDate),
    sex: person.sex,
    birthPlace: person.birthPlace ?? '',
    birthPlaceCode: person.birthPlaceCode ?? '',
    usedName: person.usedName ?? '',
    usedGiven: person.usedGivenName ?? '',
    ins: formatIns(person.ins).replace(/\u00a0/g, ' '),
    checkedIdentity: person.insStatus === 'qualifiee' || person.insStatus === 'validee',
    phone: person.phones[0] ?? '',
    email: person.emails[0] ?? '',
    line: address?.line?.join(', ') ?? '',
    postalCode: address?.postalCode ?? '',
    city: address?.city ?? '',
  };
};

/** Where a refusal of the server shows. */
export const patientField: FieldOf<PatientDraft> = ({ expression = '', rule = '' }) => {
  if (/^ins/.test(rule) || /identifier/.test(expression)) return 'ins';
  if (/birthdate/i.test(rule) || /birthDate/.test(expression)) return 'birthDate';
  if (/gender/.test(expression)) return 'sex';
  if (/patient-name/.test(rule) || /\.name/.test(expression))
    return /given/.test(expression) ? 'firstGiven' : 'birthName';
  if (/telecom\[1\]/.test(expression)) return 'email';
  if (/telecom/.test(expression)) return 'phone';
  return /address/.test(expression) ? 'line' : undefined;
};

/** Why a typed INS cannot be right, as a translation key and its values; undefined while it may still be. */
export const insRefusal = (
  text: string,
): { readonly key: 'ins.wrong-key' | 'ins.malformed' | 'ins.incomplete'; readonly values: object } | undefined => {
  const check = checkIns(text);
  if (check.kind === 'wrong-key') return { key: 'ins.wrong-key', values: check };
  if (check.kind === 'malformed') return { key: 'ins.malformed', values: {} };
  return check.kind === 'incomplete' ? { key: 'ins.incomplete', values: check } : undefined;
};
