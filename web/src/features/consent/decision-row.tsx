// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { Ban, CircleCheck, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '@/lib/dates';
import { Tag, type Tone } from '@/ui/tag';
import type { Actor, Decision, Validity } from './consent-words';

const TONES: Readonly<Record<Validity, Tone>> = {
  active: 'warning',
  coming: 'draft',
  draft: 'draft',
  over: 'cancelled',
};
const ICONS = { opposition: Ban, agreement: CircleCheck, other: CircleHelp } as const;

type Props = {
  readonly decision: Decision;
  readonly names: ReadonlyMap<string, string> | undefined;
  readonly action?: ReactNode;
};

/** One decision in plain words: whom it concerns, for what, except whom, since and until when. */
export const DecisionRow = ({ decision, names, action }: Props) => {
  const { t } = useTranslation();
  const { kind, validity, against, except, purposes, since, until, wider, subject } = decision;
  const whom = (actor: Actor): string => {
    if (actor.kind === 'everyone') return t('consentActor.everyone');
    if (actor.kind === 'role') return t(`consentActor.${actor.code}`, { defaultValue: actor.code });
    return actor.name ?? names?.get(actor.reference) ?? t('consentActor.someone');
  };
  const list = (actors: readonly Actor[]): string => [...new Set(actors.map(whom))].join(', ');
  const Icon = ICONS[kind];
  const lines = [
    kind === 'opposition' &&
      (purposes.length
        ? t('consent.for', {
            purposes: purposes.map((code) => t(`consentFor.${code}`, { defaultValue: code })).join(', '),
          })
        : t('consent.forAll')),
    except.length > 0 && t('consent.except', { whom: list(except) }),
    wider && t('consent.wider'),
    [since && t('problem.since', { date: formatDay(since) }), until && t('problem.until', { date: formatDay(until) })]
      .filter(Boolean)
      .join(', '),
  ].filter(Boolean);
  return (
    <Box component="li" sx={{ px: 4, py: 3, display: 'flex', gap: 3, alignItems: 'flex-start', flexWrap: 'wrap' }}>
      <Box sx={{ color: validity === 'over' ? 'text.secondary' : `clinical.${TONES[validity]}`, pt: '2px' }}>
        <Icon size={18} aria-hidden />
      </Box>
      <Box sx={{ flex: '1 1 200px', minWidth: 0, color: validity === 'over' ? 'text.secondary' : undefined }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 1, alignItems: 'center' }}>
          <Box sx={{ fontWeight: 600 }}>
            {kind === 'opposition'
              ? t('consent.opposition', { whom: list(against) })
              : t(`consentKind.${kind}`, { subject })}
          </Box>
          <Tag tone={TONES[validity]}>{t(`consentValidity.${validity}`)}</Tag>
        </Box>
        {lines.map((line) => (
          <Box key={String(line)} sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {line}
          </Box>
        ))}
      </Box>
      {action}
    </Box>
  );
};
