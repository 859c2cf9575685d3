// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { BadgeCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Opening } from '@/fhir/record-access';
import { formatDay, formatInstant, formatTime } from '@/lib/dates';
import { RouterLink } from '@/ui/router-link';
import { Tag } from '@/ui/tag';
import type { Names } from './openings-query';

/** Columns are never so narrow that a name is cut within a word. */
const whole = { overflowWrap: 'break-word' } as const;

const soft = { color: 'text.secondary', fontSize: '0.8125rem' } as const;

type Props = { readonly opening: Opening; readonly names: Names | undefined };

/** The name, or the account where there is none. */
export const whoOpened = ({ login, fhirUser }: Opening, names: Names | undefined): string =>
  (fhirUser && names?.get(fhirUser)) || login;

export const Who = ({ opening, names }: Props) => {
  const { t } = useTranslation();
  const who = whoOpened(opening, names);
  return (
    <Box sx={whole}>
      <Box sx={{ fontWeight: 600 }}>{who}</Box>
      <Box sx={soft}>
        {[
          opening.role && t(`role.${opening.role}`, { defaultValue: opening.role }),
          who !== opening.login && opening.login,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Box>
    </Box>
  );
};

/** The patient's name with the way to the record, for who may read identities; else the record's number. */
export const Whose = ({ opening, names }: Props) => {
  const { t } = useTranslation();
  const name = names?.get(`Patient/${opening.patient}`);
  if (!name) return <Box sx={{ fontSize: '0.8125rem' }}>{t('openings.recordNumber', { id: opening.patient })}</Box>;
  return (
    <RouterLink to="/patients/$patientId" params={{ patientId: opening.patient }}>
      {name}
    </RouterLink>
  );
};

/** Whole minutes it was open, at least one. */
export const minutesOpen = ({ from, until }: Opening): number =>
  Math.max(1, Math.round((Date.parse(until) - Date.parse(from)) / 60_000));

export const When = ({ opening }: { readonly opening: Opening }) => {
  const { t } = useTranslation();
  const running = Date.parse(opening.until) > Date.now();
  return (
    <Box sx={whole}>
      <Box>{formatDay(opening.from)}</Box>
      <Box sx={soft}>
        {formatTime(opening.from)} – {formatTime(opening.until)} ·{' '}
        {t('openings.minutes', { count: minutesOpen(opening) })}
      </Box>
      {running && (
        <Tag tone="critical" strong>
          {t('openings.now')}
        </Tag>
      )}
    </Box>
  );
};

export const Why = ({ opening }: { readonly opening: Opening }) => {
  const { t } = useTranslation();
  return (
    <div>
      <Box sx={{ fontWeight: 600 }}>{t(`breakGlassReason.${opening.reason}`, { defaultValue: opening.reason })}</Box>
      <Box sx={{ whiteSpace: 'pre-line' }}>{opening.text}</Box>
    </div>
  );
};

export const Verdict = ({ review }: { readonly review: NonNullable<Opening['review']> }) => {
  const { t } = useTranslation();
  const fine = review.verdict === 'justified';
  return (
    <div>
      <Tag tone={fine ? 'signed' : 'critical'} icon={fine ? BadgeCheck : CircleX} strong>
        {t(`verdict.${review.verdict}`)}
      </Tag>
      {review.text && <Box sx={{ mt: 1, whiteSpace: 'pre-line' }}>{review.text}</Box>}
      <Box sx={soft}>{t('openings.by', { login: review.by, when: formatInstant(review.at) })}</Box>
    </div>
  );
};
