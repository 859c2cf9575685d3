// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { mainElement } from '@/lib/main-element';
import { TimeAgo } from '@/ui/time-ago';
import { useToast } from '@/ui/toasts';
import { BED_ICONS, useSpecialities } from './bed-words';
import { setBedState } from './beds-query';
import type { Bed, BedState } from './beds-types';
import { Countdown } from './countdown';

type Props = {
  readonly bed: Bed;
  readonly label: string;
  readonly mayChange: boolean;
};

/** What a bed may become by hand. A bed given to an emergency changes with its allocation only. */
const NEXT: Readonly<Record<BedState, readonly BedState[]>> = {
  free: ['occupied', 'cleaning', 'closed'],
  held: [],
  occupied: ['cleaning', 'free', 'closed'],
  cleaning: ['free', 'closed'],
  closed: ['free', 'cleaning'],
};

/** One bed: label, state by sign, word and colour, what it serves. A press offers what can be done. */
export const BedTile = ({ bed, label, mayChange }: Props) => {
  const { t } = useTranslation();
  const { nameOf } = useSpecialities();
  const client = useQueryClient();
  const toast = useToast();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const setting = useMutation({
    mutationFn: (state: BedState) => setBedState(bed.id, state),
    onSuccess: (_answer, state) => {
      const before = bed.state;
      toast(t('beds.became', { unit: label, state: t(`bedState.${state}`).toLowerCase() }), {
        action: state === before ? undefined : { label: t('action.undo'), run: () => setting.mutate(before) },
      });
    },
    onError: (error) => {
      const text = isFailure(error) ? error.issues[0]?.text : undefined;
      toast(text || t(`failure.${isFailure(error) ? error.kind : 'server'}`), { tone: 'failed' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['beds'] }),
  });
  const next = mayChange && !bed.allocation ? NEXT[bed.state] : [];
  const Icon = BED_ICONS[bed.state];
  const marks = [
    bed.sex && t(`sex.${bed.sex}`),
    bed.isolation !== 'none' && t(`bedIsolation.${bed.isolation}`),
    ...bed.equipment.map((one) => t(`bedEquipment.${one}`)),
  ].filter(Boolean);
  const inside = (
    <>
      <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 1.5, color: `bed.${bed.state}` }}>
        <Icon size={16} aria-hidden />
        <Box component="span" sx={{ fontWeight: 700, color: 'text.primary', flex: 1, textAlign: 'left' }}>
          {label}
        </Box>
        <Box component="span" sx={{ fontSize: '0.75rem', fontWeight: 600 }}>
          {t(`bedState.${bed.state}`)}
        </Box>
      </Box>
      <Box component="span" sx={{ fontSize: '0.75rem', textAlign: 'left', color: 'text.primary' }}>
        {bed.specialities.map(nameOf).join(', ')}
      </Box>
      {marks.length > 0 && (
        <Box component="span" sx={{ fontSize: '0.75rem', textAlign: 'left', color: 'text.secondary' }}>
          {marks.join(' · ')}
        </Box>
      )}
      <Box component="span" sx={{ fontSize: '0.75rem', textAlign: 'left', color: 'text.secondary', mt: 'auto' }}>
        {bed.state === 'held' && bed.expiresAt ? (
          <Countdown until={bed.expiresAt} ahead={0} brief />
        ) : (
          <TimeAgo at={bed.since} />
        )}
      </Box>
    </>
  );
  const look = {
    font: 'inherit',
    color: 'inherit',
    width: '100%',
    height: '100%',
    minHeight: 72,
    display: 'grid',
    alignContent: 'start',
    gap: 1,
    px: 2,
    py: 1.5,
    border: '1px solid',
    borderColor: 'divider',
    borderLeft: '4px solid',
    borderLeftColor: `bed.${bed.state}`,
    borderRadius: '6px',
    bgcolor: `bed.${bed.state}Wash`,
  } as const;
  if (next.length === 0) return <Box sx={look}>{inside}</Box>;
  return (
    <>
      <Box
        component="button"
        type="button"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        disabled={setting.isPending}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ ...look, cursor: 'pointer', '&:hover': { borderColor: `bed.${bed.state}` } }}
      >
        {inside}
      </Box>
      <Menu container={mainElement} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {next.map((state) => {
          const Sign = BED_ICONS[state];
          return (
            <MenuItem
              key={state}
              sx={{ gap: 2 }}
              onClick={() => {
                setAnchor(null);
                setting.mutate(state);
              }}
            >
              <Sign size={16} aria-hidden />
              {bed.state === 'cleaning' && state === 'free' ? t('bedMake.cleaned') : t(`bedMake.${state as 'free'}`)}
            </MenuItem>
          );
        })}
      </Menu>
    </>
  );
};
