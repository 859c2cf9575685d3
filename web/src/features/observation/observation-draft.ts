// SPDX-License-Identifier: Apache-2.0
import type { Observation } from 'fhir/r4';
import { type CatalogueEntry, catalogueEntry } from '@/fhir/observation-catalogue';
import type { FieldOf } from '@/fhir/refusals';
import { INTERPRETATION, LOINC, OBSERVATION_CATEGORY, UCUM } from '@/fhir/systems';
import { formatDayShort, instantOf, today } from '@/lib/dates';
import { currentLocale } from '@/lib/locale';
import { formatUnit, parseNumber } from '@/lib/numbers';
import { parseDay, parseTime } from '@/lib/parse-date';
import { z } from '@/lib/validation';

/** What the form holds: texts as typed. `second` is the diastolic pressure. */
export type ObservationDraft = {
  readonly code: string;
  readonly value: string;
  readonly second: string;
  readonly day: string;
  readonly time: string;
  readonly note: string;
};

export const newObservation = (now: Date): ObservationDraft => ({
  code: '',
  value: '',
  second: '',
  day: formatDayShort(today(now)),
  time: `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`,
  note: '',
});

const isNumber = (text: string) => parseNumber(text) !== undefined;

/** Only what cannot be sent is stopped here; what is plausible is the server's rule. */
export const observationSchema = z
  .object({
    code: z.string().refine((code) => catalogueEntry(code) !== undefined, 'observation.codeMissing'),
    value: z.string().refine(isNumber, 'observation.valueMissing'),
    second: z.string(),
    day: z.string().refine((text) => parseDay(text) !== undefined, 'form.dateUnknown'),
    time: z.string().refine((text) => parseTime(text) !== undefined, 'form.timeUnknown'),
    note: z.string(),
  })
  .refine((draft) => !catalogueEntry(draft.code)?.parts || isNumber(draft.second), {
    path: ['second'],
    message: 'observation.valueMissing',
  });

const quantity = (text: string, unit: string) => ({
  value: parseNumber(text),
  unit: formatUnit(unit) || unit,
  system: UCUM,
  code: unit,
});

/** High or low against the usual range; nothing when within it or when there is none. */
const interpretationOf = (value: number | undefined, usual: CatalogueEntry['usual']): Observation['interpretation'] => {
  const [low, high] = usual ?? [];
  if (value === undefined) return undefined;
  const code = high !== undefined && value > high ? 'H' : low !== undefined && value < low ? 'L' : undefined;
  return code && [{ coding: [{ system: INTERPRETATION, code }] }];
};

/** The FHIR observation of a valid draft. */
export const observationOf = (draft: ObservationDraft, patientId: string, performer: string): Observation => {
  const entry = catalogueEntry(draft.code);
  const label = entry?.[currentLocale()] ?? draft.code;
  const coded = (code: string, text: string) => ({ coding: [{ system: LOINC, code, display: text }], text });
  const unit = entry?.unit ?? '';
  const [low, high] = entry?.usual ?? [];
  const range = entry?.usual && {
    referenceRange: [
      {
        ...(low !== undefined && { low: { value: low, unit, system: UCUM, code: unit } }),
        ...(high !== undefined && { high: { value: high, unit, system: UCUM, code: unit } }),
      },
    ],
  };
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: entry?.category ?? 'vital-signs' }] }],
    code: coded(draft.code, label),
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: instantOf(parseDay(draft.day) ?? '', parseTime(draft.time) ?? ''),
    ...(performer.startsWith('Practitioner/') && { performer: [{ reference: performer }] }),
    ...(draft.note && { note: [{ text: draft.note }] }),
    ...(entry?.parts
      ? {
          component: entry.parts.map((part, i) => ({
            code: coded(part.loinc, part[currentLocale()]),
            valueQuantity: quantity(i ? draft.second : draft.value, unit),
          })),
        }
      : {
          valueQuantity: quantity(draft.value, unit),
          interpretation: interpretationOf(parseNumber(draft.value), entry?.usual),
          ...range,
        }),
  };
};

/** Where a refusal of the server shows. */
export const observationField: FieldOf<ObservationDraft> = ({ expression = '', rule = '' }) => {
  if (/component\[1\]/.test(expression)) return 'second';
  if (/value|component/.test(expression) || /value|unit/.test(rule)) return 'value';
  if (/effective/.test(expression) || /effective/.test(rule)) return 'day';
  if (/\.code/.test(expression)) return 'code';
  return undefined;
};
