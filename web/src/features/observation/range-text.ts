// SPDX-License-Identifier: Apache-2.0
import type { Measure } from '@/fhir/measure';
import { formatNumber } from '@/lib/numbers';

/** Reference range as printed by laboratories: `3,5 – 5`, `< 5`, `> 60`; empty when the result carries none. */
export const rangeText = (measure: Measure | undefined): string => {
  const range = measure?.values[0]?.range;
  if (!range) return '';
  if (range.low === undefined) return range.high === undefined ? '' : `< ${formatNumber(range.high)}`;
  if (range.high === undefined) return `> ${formatNumber(range.low)}`;
  return `${formatNumber(range.low)} – ${formatNumber(range.high)}`;
};
