// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { LockKeyholeOpen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Opening } from '@/fhir/record-access';
import { formatTime } from '@/lib/dates';
import { remainingText, SOON, useRemaining } from '@/lib/remaining';
import { Hidden } from '@/ui/hidden';
import { useToast } from '@/ui/toasts';
import { AccessLine } from './access-line';
import { useBreakGlass } from './use-break-glass';

type Props = {
  readonly patientId: string;
  readonly opening: Opening;
  readonly ahead: number;
  /** The user has just opened it: reading goes on here. */
  readonly takesFocus: boolean;
};

/** The record is open in an emergency: until when, counting down, and the way to end it. Closes by itself. */
export const OpenStrip = ({ patientId, opening, ahead, takesFocus }: Props) => {
  const { t } = useTranslation();
  const toast = useToast();
  const line = useRef<HTMLElement>(null);
  const { end, over } = useBreakGlass(patientId);
  const remaining = useRemaining(opening.until, ahead, () => {
    toast(t('breakGlass.over'));
    over();
  });
  const ending = useMutation({
    mutationFn: () => end(opening),
    onSuccess: () => toast(t('breakGlass.ended')),
    onError: () => toast(t('breakGlass.endFailed'), { tone: 'failed' }),
  });
  useEffect(() => {
    if (takesFocus) line.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  const soon = remaining <= SOON;
  return (
    <AccessLine
      label={t('breakGlass.openLabel')}
      inner={line}
      icon={LockKeyholeOpen}
      tone="critical"
      action={
        <Button
          size="small"
          variant="outlined"
          color="inherit"
          disabled={ending.isPending}
          onClick={() => ending.mutate()}
        >
          {t('breakGlass.end')}
        </Button>
      }
    >
      {t('breakGlass.open', { reason: t(`breakGlassReason.${opening.reason}`, { defaultValue: '' }) })}{' '}
      <Box component="span" role="timer" sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {t('breakGlass.remaining', { time: remainingText(remaining) })}
      </Box>{' '}
      <Box component="span" sx={{ fontWeight: 400, display: { xs: 'none', md: 'inline' } }}>
        {t('breakGlass.until', { time: formatTime(opening.until) })}
      </Box>
      <Hidden>
        <span role="status">{soon ? t('breakGlass.soon') : ''}</span>
      </Hidden>
    </AccessLine>
  );
};
