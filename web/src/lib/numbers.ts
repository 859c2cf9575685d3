// SPDX-License-Identifier: Apache-2.0
import { currentLocale, intlTag, type Locale } from '@/lib/locale';

/** `1 000,5`: decimals kept as recorded, up to six; `digits` fixes them so that a column aligns. */
export const formatNumber = (value: number, digits?: number, locale: Locale = currentLocale()): string =>
  new Intl.NumberFormat(intlTag(locale), {
    minimumFractionDigits: digits ?? 0,
    maximumFractionDigits: digits ?? 6,
  }).format(value);

/** Digits after the decimal mark that are worth showing: what the value has, three at most. */
export const decimalsOf = (value: number): number => {
  const [, fraction = ''] = String(Math.abs(Math.round(value * 1000) / 1000)).split('.');
  return fraction.length;
};

/** Reads `1 000,5`, `1000.5`, `-2`; undefined for anything else. */
export const parseNumber = (text: string): number | undefined => {
  const compact = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return /^[-+]?\d+(\.\d+)?$/.test(compact) ? Number(compact) : undefined;
};

const UNITS: Readonly<Record<string, string>> = {
  'mm[Hg]': 'mmHg',
  Cel: '°C',
  'kg/m2': 'kg/m²',
  'umol/L': 'µmol/L',
  'ug/L': 'µg/L',
  'ug/dL': 'µg/dL',
  '10*9/L': 'G/L',
  '10*3/uL': 'G/L',
  '10*12/L': 'T/L',
  '10*6/uL': 'T/L',
  '[IU]/L': 'UI/L',
  'm[IU]/L': 'mUI/L',
  'mL/min/{1.73_m2}': 'mL/min/1,73 m²',
  'meq/L': 'mEq/L',
  '{score}': '',
  '{nominal}': '',
  '1': '',
};

/** A UCUM code as clinicians write it: mm[Hg] is mmHg, 10*9/L is G/L; annotations in braces are dropped. */
export const formatUnit = (ucum: string | undefined): string => {
  if (!ucum) return '';
  return (
    UNITS[ucum] ??
    ucum
      .replace(/\{[^}]*\}/g, '')
      .replace(/\[IU\]/g, 'UI')
      .replace(/^u(?=mol|g)/, 'µ')
  );
};
