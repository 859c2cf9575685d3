// SPDX-License-Identifier: Apache-2.0
import type { Abnormal, Measure, Range } from '@/fhir/measure';

/** Columns of a chart: times in Unix seconds ascending, then one column of values per number of the measure. */
export type ChartData = {
  readonly times: number[];
  readonly columns: (number | null)[][];
  readonly labels: readonly string[];
  readonly unit?: string;
  readonly range?: Range;
  readonly abnormal: readonly (Abnormal | undefined)[];
};

/** Turns measures (newest first) into the columns a chart draws. Measures without date or number are left out. */
export const chartData = (measures: readonly Measure[]): ChartData => {
  const dated = measures.filter((m) => m.at && m.values.length > 0).toReversed();
  const latest = dated[dated.length - 1];
  const codes = latest?.values.map((v) => v.code) ?? [];
  return {
    times: dated.map((m) => new Date(m.at as string).getTime() / 1000),
    columns: codes.map((code) => dated.map((m) => m.values.find((v) => v.code === code)?.value ?? null)),
    labels: latest?.values.map((v) => v.label) ?? [],
    unit: latest?.values[0]?.unit,
    range: codes.length === 1 ? latest?.values[0]?.range : undefined,
    abnormal: dated.map((m) => m.abnormal),
  };
};
