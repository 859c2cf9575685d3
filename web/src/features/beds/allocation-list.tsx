// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { travelText, useSpecialities } from './bed-words';
import { allocationsQuery } from './beds-query';
import type { Allocation, Status } from './beds-types';
import { Countdown } from './countdown';
import { StatusTag } from './status-tag';
import { TabStrip } from './tab-strip';

type Props = { readonly current?: string; readonly onLook: (id: string) => void };

const TABS = ['held', 'confirmed', 'all'] as const;

/** The requests of this service as they go: what runs out first stands first. */
export const AllocationList = ({ current, onLook }: Props) => {
  const { t } = useTranslation();
  const [tab, setTab] = useState<(typeof TABS)[number]>('held');
  const query = useQuery(allocationsQuery({ status: tab === 'all' ? undefined : (tab as Status), limit: 50 }));
  const sorted = (list: readonly Allocation[]) =>
    tab === 'held' ? list.toSorted((a, b) => a.expiresAt.localeCompare(b.expiresAt)) : list;
  return (
    <Panel
      title={t('beds.requests')}
      flush
      action={
        <TabStrip
          label={t('beds.requests')}
          tabs={TABS.map((value) => ({ value, label: t(`bedTab.${value}`) }))}
          value={tab}
          onChange={setTab}
        />
      }
    >
      <Answer
        query={query}
        isEmpty={({ allocations }) => allocations.length === 0}
        empty={<EmptyState title={t(`bedNone.${tab}`)} hint={t('beds.noneHint')} />}
      >
        {({ allocations, ahead }) => (
          <Box
            component="ul"
            sx={{
              listStyle: 'none',
              m: 0,
              p: 0,
              maxHeight: 420,
              overflowY: 'auto',
              '& > li + li': { borderTop: 1, borderColor: 'divider' },
            }}
          >
            {sorted(allocations).map((one) => (
              <li key={one.id}>
                <Row allocation={one} ahead={ahead} current={one.id === current} onLook={() => onLook(one.id)} />
              </li>
            ))}
          </Box>
        )}
      </Answer>
    </Panel>
  );
};

type RowProps = {
  readonly allocation: Allocation;
  readonly ahead: number;
  readonly current: boolean;
  readonly onLook: () => void;
};

const Row = ({ allocation, ahead, current, onLook }: RowProps) => {
  const { nameOf } = useSpecialities();
  const { hospital, bed, status, expiresAt, travelSeconds, emergency } = allocation;
  return (
    <Box
      component="button"
      type="button"
      aria-current={current || undefined}
      onClick={onLook}
      sx={{
        font: 'inherit',
        color: 'inherit',
        textAlign: 'left',
        width: '100%',
        border: 0,
        cursor: 'pointer',
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        columnGap: 3,
        px: 4,
        py: 2,
        bgcolor: current ? 'surface.wash' : 'transparent',
        boxShadow: current ? 'inset 3px 0 0 var(--kn-palette-primary-main)' : undefined,
        '&:hover': { bgcolor: current ? 'surface.wash' : 'surface.raised' },
        '&:focus-visible': { outlineOffset: '-3px !important' },
      }}
    >
      <Box component="span" sx={{ fontWeight: 600 }}>
        {hospital.name}
      </Box>
      <Box component="span" sx={{ justifySelf: 'end' }}>
        {status === 'held' ? <Countdown until={expiresAt} ahead={ahead} brief /> : <StatusTag status={status} />}
      </Box>
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {nameOf(emergency.speciality)} · {bed.unit}
      </Box>
      <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem', justifySelf: 'end' }}>
        {travelText(travelSeconds)}
      </Box>
    </Box>
  );
};
