// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { Answer } from '@/ui/answer';
import { DataTable } from '@/ui/data-table';
import { useTitle } from '@/ui/page';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { useToast } from '@/ui/toasts';
import { useSpecialities } from './bed-words';
import { hospitalQuery, setDiversion } from './beds-query';
import { DIVERSIONS, type Diversion, type Hospital } from './beds-types';
import { DiversionTag } from './diversion-tag';
import { OccupancyBar } from './occupancy-bar';
import { TabStrip } from './tab-strip';

type Props = { readonly hospital: Hospital; readonly mayDivert: boolean };

/** Whether the hospital takes emergencies now, and the change of it. */
export const DiversionPanel = ({ hospital, mayDivert }: Props) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const toast = useToast();
  const setting = useMutation({
    mutationFn: (diversion: Diversion) => setDiversion(hospital.id, diversion),
    onError: (error) => {
      const text = isFailure(error) ? error.issues[0]?.text : undefined;
      toast(text || t(`failure.${isFailure(error) ? error.kind : 'server'}`), { tone: 'failed' });
    },
    onSuccess: (_answer, diversion) => toast(t('beds.diverted', { what: t(`bedDiversion.${diversion}`) })),
    onSettled: () => client.invalidateQueries({ queryKey: ['beds'] }),
  });
  return (
    <Panel title={t('beds.diversion')}>
      {mayDivert ? (
        <TabStrip
          label={t('beds.diversion')}
          tabs={DIVERSIONS.map((value) => ({ value, label: t(`bedDiversion.${value}`) }))}
          value={hospital.diversion}
          disabled={setting.isPending}
          onChange={(diversion) => setting.mutate(diversion)}
        />
      ) : (
        <DiversionTag diversion={hospital.diversion} />
      )}
      <Box sx={{ mt: 2, color: 'text.secondary', fontSize: '0.8125rem' }}>
        {t(`bedDiversionHint.${hospital.diversion}`)}
      </Box>
    </Panel>
  );
};

/** Free beds of each speciality, the tightest first. */
export const SpecialitiesPanel = ({ hospital }: { readonly hospital: Hospital }) => {
  const { t } = useTranslation();
  const { nameOf } = useSpecialities();
  const rows = hospital.specialities.toSorted((a, b) => a.free / Math.max(1, a.total) - b.free / Math.max(1, b.total));
  return (
    <Panel title={t('beds.bySpeciality')} flush>
      {rows.length === 0 ? (
        <EmptyState title={t('beds.noBeds')} />
      ) : (
        <DataTable
          caption={t('beds.bySpeciality')}
          columns={[
            { head: t('beds.request.speciality') },
            { head: t('bedState.free'), align: 'right', width: 80 },
            { head: t('beds.occupancy'), width: 140 },
          ]}
          rows={rows.map(({ code, free, total }) => ({
            key: code,
            cells: [nameOf(code), `${free} / ${total}`, <OccupancyBar key="bar" free={free} total={total} />],
          }))}
        />
      )}
    </Panel>
  );
};

/** The hospital's name as the screen's title, once it is known. */
export const HospitalTitle = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const query = useQuery(hospitalQuery(id));
  const name = query.data?.name ?? t('beds.hospital');
  useTitle(name);
  return (
    <Answer query={query} lines={1} isEmpty={() => false} empty={null}>
      {({ region }) => (
        <>
          <Box component="h1" sx={{ m: 0, fontSize: '1.375rem', lineHeight: 1.25, letterSpacing: '-0.01em' }}>
            {name}
          </Box>
          <Box sx={{ color: 'text.secondary', mt: 1 }}>{[region, id].filter(Boolean).join(' · ')}</Box>
        </>
      )}
    </Answer>
  );
};
