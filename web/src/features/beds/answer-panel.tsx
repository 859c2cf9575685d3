// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Ambulance, BedSingle, Clock, RotateCw, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '@/lib/dates';
import { formatNumber } from '@/lib/numbers';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { BoxLink } from '@/ui/router-link';
import { AnswerActions } from './answer-actions';
import { distanceText, travelText, useSpecialities } from './bed-words';
import { allocationQuery, type Seen } from './beds-query';
import type { Allocation, Emergency } from './beds-types';
import { Countdown } from './countdown';
import { StatusTag } from './status-tag';
import { WhyPanel } from './why-panel';

type Props = {
  readonly id: string;
  /** Just received: reading goes on here. */
  readonly takesFocus: boolean;
  readonly onLook: (id: string | undefined) => void;
  readonly onAgain: (emergency: Emergency) => void;
};

/** The bed that was found: where, how far, until when, why, and what can be done now. */
export const AnswerPanel = ({ id, takesFocus, onLook, onAgain }: Props) => {
  const { t } = useTranslation();
  const query = useQuery(allocationQuery(id));
  return (
    <Panel
      title={t('beds.answer')}
      action={
        <Button size="small" startIcon={<X size={15} aria-hidden />} onClick={() => onLook(undefined)}>
          {t('action.close')}
        </Button>
      }
    >
      <Answer query={query} lines={6} isEmpty={() => false} empty={null}>
        {(seen) => <Found seen={seen} takesFocus={takesFocus} onLook={onLook} onAgain={onAgain} />}
      </Answer>
    </Panel>
  );
};

type FoundProps = Omit<Props, 'id'> & { readonly seen: Seen };

const Found = ({ seen: { allocation, ahead }, takesFocus, onLook, onAgain }: FoundProps) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { hospital, bed, status, expiresAt, replaces, replacedBy } = allocation;
  const head = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    head.current?.focus({ preventScroll: true });
    head.current?.scrollIntoView?.({ block: 'nearest' });
  }, [takesFocus]);
  const live = status === 'held' || status === 'confirmed';
  return (
    <Box
      ref={head}
      tabIndex={-1}
      sx={{ '&&:focus-visible': { outline: 'none' }, display: 'grid', gap: 3, scrollMargin: 80 }}
    >
      <Box role="status" aria-label={t('beds.answer')} sx={{ display: 'grid', gap: 1 }}>
        <BoxLink
          to="/lits/hopitaux/$hospitalId"
          params={{ hospitalId: hospital.id }}
          sx={{ color: 'text.primary', fontSize: '1.125rem', fontWeight: 700, lineHeight: 1.3 }}
        >
          {hospital.name}
        </BoxLink>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1 }}>
          <Fact icon={<Ambulance size={17} aria-hidden />}>
            <Box component="span" sx={{ fontWeight: 700, fontSize: '1rem' }}>
              {travelText(allocation.travelSeconds)}
            </Box>{' '}
            ({distanceText(allocation.distanceMetres)}, {t(`bedTravel.${allocation.travelKind}`)})
          </Fact>
          <Fact icon={<BedSingle size={17} aria-hidden />}>
            {t('beds.bed')}{' '}
            <Box component="span" sx={{ fontWeight: 700, fontSize: '1rem' }}>
              {bed.unit}
            </Box>
          </Fact>
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
          <StatusTag status={status} />
          {status === 'held' && (
            <Countdown
              until={expiresAt}
              ahead={ahead}
              onOver={() => void client.invalidateQueries({ queryKey: ['beds'] })}
            />
          )}
          {status === 'expired' && (
            <Fact icon={<Clock size={15} aria-hidden />}>{t('beds.expiredAt', { time: formatTime(expiresAt) })}</Fact>
          )}
        </Box>
        <EmergencyLine allocation={allocation} />
      </Box>
      {live ? (
        <AnswerActions key={allocation.id} allocation={allocation} onDone={(next) => onLook(next.id)} />
      ) : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          {replacedBy && (
            <Button size="small" variant="contained" onClick={() => onLook(replacedBy)}>
              {t('beds.seeNext')}
            </Button>
          )}
          <Button
            size="small"
            variant="outlined"
            startIcon={<RotateCw size={15} aria-hidden />}
            onClick={() => onAgain(allocation.emergency)}
          >
            {t('beds.askAgain')}
          </Button>
        </Box>
      )}
      {replaces && (
        <Button size="small" sx={{ justifySelf: 'start' }} onClick={() => onLook(replaces)}>
          {t('beds.seePrevious')}
        </Button>
      )}
      <WhyPanel allocation={allocation} />
    </Box>
  );
};

const Fact = ({ icon, children }: { readonly icon: React.ReactNode; readonly children: React.ReactNode }) => (
  <Box sx={{ display: 'inline-flex', alignItems: 'center', gap: 1.5, minWidth: 0 }}>
    <Box component="span" sx={{ display: 'flex', color: 'text.secondary' }}>
      {icon}
    </Box>
    <span>{children}</span>
  </Box>
);

const EmergencyLine = ({ allocation: { emergency } }: { readonly allocation: Allocation }) => {
  const { t } = useTranslation();
  const { nameOf } = useSpecialities();
  const { speciality, age, sex, isolation, equipment, priority } = emergency;
  const parts = [
    nameOf(speciality),
    age !== undefined &&
      (age < 1
        ? t('beds.days', { count: Math.round(age * 365.25) })
        : t('beds.years', { count: Math.floor(age), age: formatNumber(age) })),
    sex && t(`sex.${sex}`),
    isolation && isolation !== 'none' && t(`bedIsolation.${isolation}`),
    ...(equipment ?? []).map((one) => t(`bedEquipment.${one}`)),
    priority !== undefined && t('beds.priorityOf', { priority }),
  ];
  return <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{parts.filter(Boolean).join(' · ')}</Box>;
};
