// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import type { Abnormal, Measure, Quantified } from '@/fhir/measure';
import { formatNumber, formatUnit } from '@/lib/numbers';

const SIGNS: Readonly<Record<Abnormal, string>> = { HH: '▲▲', H: '▲', LL: '▼▼', L: '▼', A: '◆' };

/** Palette path of a grade; undefined is the ordinary text colour. */
export const abnormalColour = (grade: Abnormal | undefined): string | undefined => {
  if (!grade) return undefined;
  if (grade === 'HH' || grade === 'LL') return 'clinical.critical';
  return grade === 'L' ? 'clinical.abnormalLow' : 'clinical.abnormalHigh';
};

/** The sign of a grade, read aloud as a word. */
export const AbnormalSign = ({ grade }: { readonly grade: Abnormal | undefined }) => {
  const { t } = useTranslation();
  if (!grade) return null;
  return (
    <Box
      component="span"
      role="img"
      aria-label={t(`abnormal.${grade}`)}
      title={t(`abnormal.${grade}`)}
      sx={{ color: abnormalColour(grade), fontSize: '0.6875rem', letterSpacing: '-0.1em', pr: '0.1em' }}
    >
      {SIGNS[grade]}
    </Box>
  );
};

const joined = (values: readonly Quantified[], digits?: number): string =>
  values.map((v) => formatNumber(v.value, digits)).join('/');

/** The number and its unit as plain text: `128/78 mmHg`. */
export const measureText = (measure: Measure): string =>
  measure.values.length
    ? `${joined(measure.values)} ${formatUnit(measure.values[0]?.unit)}`.trim()
    : (measure.text ?? '');

type Props = { readonly measure: Measure; readonly digits?: number };

/** A value that reads itself: number, unit, and how abnormal it is by weight, sign and colour. */
export const MeasureValue = ({ measure, digits }: Props) => {
  const words = !measure.values.length;
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'baseline', gap: 1.5, whiteSpace: words ? 'normal' : 'nowrap' }}
    >
      <AbnormalSign grade={measure.abnormal} />
      <Box
        component="span"
        sx={{ fontWeight: measure.abnormal ? 750 : 600, color: abnormalColour(measure.abnormal) ?? 'text.primary' }}
      >
        {words ? measure.text : joined(measure.values, digits)}
      </Box>
      {!words && (
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {formatUnit(measure.values[0]?.unit)}
        </Box>
      )}
    </Box>
  );
};
