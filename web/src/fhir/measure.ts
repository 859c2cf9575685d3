// SPDX-License-Identifier: Apache-2.0
import type { Observation, ObservationComponent, ObservationReferenceRange, Quantity } from 'fhir/r4';
import { conceptText } from '@/fhir/concept';
import { labelOf } from '@/fhir/observation-catalogue';
import { currentLocale, type Locale } from '@/lib/locale';
import { formatUnit } from '@/lib/numbers';

/** How far a value is from usual: critical high and low, high, low, abnormal without direction. */
export type Abnormal = 'HH' | 'LL' | 'H' | 'L' | 'A';

export type Range = { readonly low?: number; readonly high?: number };

/** One number of an observation, with what is needed to read it. `unit` is the UCUM code when there is one. */
export type Quantified = {
  readonly code: string;
  readonly label: string;
  readonly value: number;
  readonly unit?: string;
  readonly range?: Range;
  readonly abnormal?: Abnormal;
};

/** An observation as the screens speak of one: one or several numbers (blood pressure), or words. */
export type Measure = {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly at?: string;
  readonly status: string;
  readonly values: readonly Quantified[];
  readonly text?: string;
  readonly abnormal?: Abnormal;
};

const rangeOf = (ranges: readonly ObservationReferenceRange[] | undefined): Range | undefined => {
  const first = ranges?.find((range) => range.low?.value !== undefined || range.high?.value !== undefined);
  return first && { low: first.low?.value, high: first.high?.value };
};

const GRADES: Readonly<Record<string, Abnormal>> = {
  HH: 'HH',
  HU: 'HH',
  LL: 'LL',
  LU: 'LL',
  H: 'H',
  L: 'L',
  A: 'A',
  AA: 'A',
  POS: 'A',
};

const abnormalOf = (
  interpretation: Observation['interpretation'],
  value: number | undefined,
  range: Range | undefined,
): Abnormal | undefined => {
  const codes = (interpretation ?? []).flatMap((concept) => concept.coding ?? []).map((coding) => coding.code ?? '');
  const graded = codes.map((code) => GRADES[code]).find(Boolean);
  if (graded || codes.includes('N')) return graded;
  if (value === undefined || !range) return undefined;
  if (range.high !== undefined && value > range.high) return 'H';
  return range.low !== undefined && value < range.low ? 'L' : undefined;
};

const codeOf = (thing: Observation | ObservationComponent): string =>
  thing.code.coding?.find((coding) => coding.code)?.code ?? conceptText(thing.code);

const quantified = (
  thing: Observation | ObservationComponent,
  quantity: Quantity | undefined,
  locale: Locale,
): readonly Quantified[] => {
  if (quantity?.value === undefined) return [];
  const range = rangeOf(thing.referenceRange);
  return [
    {
      code: codeOf(thing),
      label: labelOf(codeOf(thing), locale) ?? conceptText(thing.code),
      value: quantity.value,
      unit: quantity.code && (formatUnit(quantity.code) || !quantity.unit) ? quantity.code : quantity.unit,
      range,
      abnormal: abnormalOf(thing.interpretation, quantity.value, range),
    },
  ];
};

const RANK: Readonly<Record<Abnormal, number>> = { HH: 5, LL: 5, H: 3, L: 3, A: 2 };

/** The most serious of several grades. */
export const worst = (grades: readonly (Abnormal | undefined)[]): Abnormal | undefined =>
  grades.reduce((a, b) => ((b ? RANK[b] : 0) > (a ? RANK[a] : 0) ? b : a), undefined);

export const measureOf = (observation: Observation, locale: Locale = currentLocale()): Measure => {
  const values = [
    ...quantified(observation, observation.valueQuantity, locale),
    ...(observation.component ?? []).flatMap((part) => quantified(part, part.valueQuantity, locale)),
  ];
  const whole = abnormalOf(observation.interpretation, undefined, undefined);
  return {
    id: observation.id ?? '',
    code: codeOf(observation),
    label: labelOf(codeOf(observation), locale) ?? conceptText(observation.code),
    at: observation.effectiveDateTime ?? observation.effectivePeriod?.start ?? observation.issued,
    status: observation.status,
    values,
    text: wordsOf(observation),
    abnormal: worst([whole, ...values.map((v) => v.abnormal)]),
  };
};

const wordsOf = (observation: Observation): string | undefined => {
  if (observation.valueCodeableConcept) return conceptText(observation.valueCodeableConcept);
  if (observation.valueString) return observation.valueString;
  if (observation.valueInteger !== undefined) return String(observation.valueInteger);
  if (observation.valueBoolean !== undefined) return observation.valueBoolean ? 'oui' : 'non';
  return observation.dataAbsentReason ? conceptText(observation.dataAbsentReason) : undefined;
};

/** Measures of one code, newest first, and the direction the first number took since the one before. */
export type Series = { readonly code: string; readonly label: string; readonly measures: readonly Measure[] };

/** Groups measures by code, in the order the codes are first met; each group keeps the order given (newest first). */
export const seriesOf = (measures: readonly Measure[]): readonly Series[] => {
  const groups = new Map<string, Measure[]>();
  for (const measure of measures) groups.set(measure.code, [...(groups.get(measure.code) ?? []), measure]);
  return [...groups].map(([code, list]) => ({ code, label: list[0]?.label ?? code, measures: list }));
};

export type Trend = 'up' | 'down' | 'flat';

/** Direction of the latest number against the previous one; a change under 2 % is flat. */
export const trendOf = (measures: readonly Measure[]): Trend | undefined => {
  const [now, before] = measures.map((m) => m.values[0]?.value);
  if (now === undefined || before === undefined) return undefined;
  if (Math.abs(now - before) <= Math.abs(before) * 0.02) return 'flat';
  return now > before ? 'up' : 'down';
};
