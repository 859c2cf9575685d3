// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '@/lib/dates';
import { useRemaining } from '@/lib/remaining';
import { clockText } from './bed-words';

type Props = {
  readonly until: string;
  /** The server's clock before ours, milliseconds. */
  readonly ahead: number;
  readonly onOver?: () => void;
  /** Without « réservé jusqu'à ». */
  readonly brief?: boolean;
};

const SOON = 120_000;

/** How long a bed is still held; by weight and colour when the end is near. */
export const Countdown = ({ until, ahead, onOver = () => undefined, brief = false }: Props) => {
  const { t } = useTranslation();
  const remaining = useRemaining(until, ahead, onOver);
  const soon = remaining <= SOON;
  return (
    <Box
      component="span"
      role="timer"
      aria-label={t('beds.heldUntil', { time: formatTime(until) })}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 1,
        fontVariantNumeric: 'tabular-nums',
        whiteSpace: 'nowrap',
        fontWeight: soon ? 700 : 600,
        color: soon ? 'clinical.critical' : 'bed.held',
      }}
    >
      <Hourglass size={brief ? 13 : 16} aria-hidden />
      {!brief && `${t('beds.heldUntil', { time: formatTime(until) })} · `}
      {clockText(remaining)}
    </Box>
  );
};
