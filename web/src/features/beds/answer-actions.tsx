// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { ArrowRightLeft, Ban, CircleCheck, CircleX, DoorOpen, SprayCan, TimerReset } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { travelText } from './bed-words';
import type { Allocation } from './beds-types';
import { useAct } from './use-act';

type Props = {
  readonly allocation: Allocation;
  /** With the allocation as it is then: another one after a refusal or a transfer. */
  readonly onDone: (allocation: Allocation) => void;
};

const EXTENSION = 600;
const REFUSALS = ['noBed', 'noTeam', 'noEquipment', 'noIsolation', 'other'] as const;

/** The next actions, the likeliest first. Those that need a choice show it in place. */
export const AnswerActions = ({ allocation, onDone }: Props) => {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'refuse' | 'transfer'>();
  const acting = useAct(allocation.id, ({ allocation: next }) => onDone(next));
  const busy = acting.isPending;
  const held = allocation.status === 'held';
  const small = { size: 'small', variant: 'outlined', disabled: busy } as const;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        {held && (
          <Button
            size="small"
            variant="contained"
            disabled={busy}
            startIcon={<CircleCheck size={16} aria-hidden />}
            onClick={() => acting.mutate({ verb: 'confirm' })}
          >
            {t('beds.confirm')}
          </Button>
        )}
        {held && (
          <Button
            {...small}
            startIcon={<TimerReset size={16} aria-hidden />}
            onClick={() => acting.mutate({ verb: 'extend', seconds: EXTENSION })}
          >
            {t('beds.extend')}
          </Button>
        )}
        {!held && (
          <>
            <Button
              size="small"
              variant="contained"
              disabled={busy}
              startIcon={<SprayCan size={16} aria-hidden />}
              onClick={() => acting.mutate({ verb: 'release', cleaning: true })}
            >
              {t('beds.release')}
            </Button>
            <Button
              {...small}
              startIcon={<DoorOpen size={16} aria-hidden />}
              onClick={() => acting.mutate({ verb: 'release', cleaning: false })}
            >
              {t('beds.releaseReady')}
            </Button>
          </>
        )}
        {held && (
          <Button
            {...small}
            aria-expanded={asking === 'refuse'}
            startIcon={<Ban size={16} aria-hidden />}
            onClick={() => setAsking(asking === 'refuse' ? undefined : 'refuse')}
          >
            {t('beds.refuse')}
          </Button>
        )}
        <Button
          {...small}
          aria-expanded={asking === 'transfer'}
          startIcon={<ArrowRightLeft size={16} aria-hidden />}
          onClick={() => setAsking(asking === 'transfer' ? undefined : 'transfer')}
        >
          {t('beds.transfer')}
        </Button>
        {held && (
          <Button
            {...small}
            color="inherit"
            startIcon={<CircleX size={16} aria-hidden />}
            onClick={() => acting.mutate({ verb: 'cancel' })}
          >
            {t('action.cancel')}
          </Button>
        )}
      </Box>
      {asking === 'refuse' && (
        <Choices
          legend={t('beds.refuseWhy')}
          disabled={busy}
          choices={REFUSALS.map((one) => ({ value: one, label: t(`bedRefusal.${one}`) }))}
          onChoose={(one) =>
            acting.mutate({ verb: 'refuse', reason: t(`bedRefusal.${one as 'other'}`, { lng: 'fr' }) })
          }
        />
      )}
      {asking === 'transfer' && (
        <Choices
          legend={t('beds.transferWhere')}
          disabled={busy}
          choices={[
            { value: '', label: t('beds.transferNearest') },
            ...allocation.alternatives.map(({ hospital, travelSeconds, freeBeds }) => ({
              value: hospital.id,
              label: `${hospital.name} · ${travelText(travelSeconds)} · ${t('beds.freeCount', { count: freeBeds })}`,
            })),
          ]}
          onChoose={(hospital) => acting.mutate({ verb: 'transfer', hospital: hospital || undefined })}
        />
      )}
    </Box>
  );
};

type ChoicesProps = {
  readonly legend: string;
  readonly disabled: boolean;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
};

/** One press on a choice carries it out. */
const Choices = ({ legend, disabled, choices, onChoose }: ChoicesProps) => (
  <Box
    component="fieldset"
    sx={{ m: 0, p: 3, border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'surface.raised', minWidth: 0 }}
  >
    <Box component="legend" sx={{ px: 1, fontSize: '0.8125rem', fontWeight: 600 }}>
      {legend}
    </Box>
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      {choices.map(({ value, label }) => (
        <Button
          key={value}
          size="small"
          variant="text"
          disabled={disabled}
          onClick={() => onChoose(value)}
          sx={{ textAlign: 'left', whiteSpace: 'normal', justifyContent: 'flex-start' }}
        >
          {label}
        </Button>
      ))}
    </Box>
  </Box>
);
