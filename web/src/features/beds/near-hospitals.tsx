// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/numbers';
import { Answer } from '@/ui/answer';
import { DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { RouterLink } from '@/ui/router-link';
import { EmptyState } from '@/ui/states';
import { distanceText, useSpecialities } from './bed-words';
import { hospitalsQuery } from './beds-query';
import type { Hospital, Place } from './beds-types';
import { DiversionTag } from './diversion-tag';
import { metresBetween } from './great-circle';
import { OccupancyBar } from './occupancy-bar';

type Props = {
  readonly speciality?: string;
  readonly near?: Place;
  readonly onHospital: (hospital: { readonly id: string; readonly name: string }) => void;
};

const SHOWN = 15;

/** What the map shows around the emergency, as a list. */
export const NearHospitals = ({ speciality, near, onHospital }: Props) => {
  const { t } = useTranslation();
  const { nameOf } = useSpecialities();
  const query = useQuery({
    ...hospitalsQuery({ speciality, near, limit: SHOWN }),
    placeholderData: (before) => before,
  });
  const title = near ? t('beds.nearest') : t('beds.hospitals');
  return (
    <Panel title={speciality ? t('beds.listOf', { list: title, speciality: nameOf(speciality) }) : title} flush>
      <Answer
        query={query}
        lines={6}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t('beds.noHospital')} hint={t('beds.noHospitalHint')} />}
      >
        {(list) => (
          <DataTable
            caption={title}
            columns={[
              { head: t('beds.hospital') },
              { head: t('beds.distance'), align: 'right', hideOnPhone: true, width: 96 },
              { head: t('bedState.free'), align: 'right', width: 84 },
              { head: t('beds.occupancy'), hideOnPhone: true, width: 150 },
              { head: t('beds.request.title'), width: 110 },
            ]}
            rows={list.map((hospital) => {
              const { free, total } = countsOf(hospital, speciality);
              const metres = near && metresBetween(near, hospital);
              return {
                key: hospital.id,
                faded: free === 0 || hospital.diversion === 'closed',
                cells: [
                  <Box key="name" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
                    <RouterLink
                      to="/lits/hopitaux/$hospitalId"
                      params={{ hospitalId: hospital.id }}
                      sx={{ fontWeight: 600 }}
                    >
                      {hospital.name}
                    </RouterLink>
                    {hospital.diversion !== 'open' && <DiversionTag diversion={hospital.diversion} />}
                  </Box>,
                  metres === undefined ? '' : distanceText(metres),
                  <Box key="free" component="span" sx={{ fontWeight: 700 }}>
                    {formatNumber(free)}
                    <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary' }}>
                      {' / '}
                      {formatNumber(total)}
                    </Box>
                  </Box>,
                  <OccupancyBar key="bar" free={free} total={total} />,
                  <Button
                    key="ask"
                    size="small"
                    onClick={() => onHospital(hospital)}
                    aria-label={t('beds.askThisOne', { name: hospital.name })}
                  >
                    {t('beds.ask')}
                  </Button>,
                ],
              };
            })}
          />
        )}
      </Answer>
    </Panel>
  );
};

/** Free and all beds of a speciality, or of the whole hospital. */
export const countsOf = (
  { beds, specialities }: Hospital,
  code?: string,
): { readonly free: number; readonly total: number } => {
  if (!code) {
    const { free, held, occupied, cleaning, closed } = beds;
    return { free, total: free + held + occupied + cleaning + closed };
  }
  const one = specialities.find((speciality) => speciality.code === code);
  return { free: one?.free ?? 0, total: one?.total ?? 0 };
};
