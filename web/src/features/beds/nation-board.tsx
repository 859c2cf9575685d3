// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/numbers';
import { useDebounced } from '@/lib/use-debounced';
import { Answer } from '@/ui/answer';
import { DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { RouterLink } from '@/ui/router-link';
import { SelectInput } from '@/ui/select-input';
import { Sparkline } from '@/ui/sparkline';
import { EmptyState, NoMatchState } from '@/ui/states';
import { TextInput } from '@/ui/text-input';
import { useSpecialities } from './bed-words';
import { hospitalsQuery, summaryQuery } from './beds-query';
import type { Summary } from './beds-types';
import { DiversionTag } from './diversion-tag';
import { countsOf } from './near-hospitals';
import { OccupancyBar } from './occupancy-bar';

type Props = {
  readonly q?: string;
  readonly speciality?: string;
  readonly onFilter: (filter: { q?: string; speciality?: string }) => void;
};

const SHOWN = 100;
const KEPT = 40;

/** All hospitals: totals, regions, specialities, and the list to search. */
export const NationBoard = ({ q, speciality, onFilter }: Props) => {
  const { t } = useTranslation();
  const { list, nameOf } = useSpecialities();
  const [text, setText] = useState(q ?? '');
  const asked = useDebounced(text.trim(), 250);
  useEffect(() => {
    if (asked !== (q ?? '')) onFilter({ q: asked || undefined, speciality });
  }, [asked, q, speciality, onFilter]);
  const summary = useQuery({ ...summaryQuery(speciality), placeholderData: (last) => last });
  const hospitals = useQuery({
    ...hospitalsQuery({ q: asked, speciality, limit: SHOWN }),
    placeholderData: (last) => last,
  });
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3 }}>
        <Box sx={{ flex: '1 1 260px', maxWidth: 420 }}>
          <TextInput
            label={t('beds.search')}
            input={{ value: text, onChange: (event) => setText(event.target.value), type: 'search' }}
          />
        </Box>
        <Box sx={{ flex: '1 1 220px', maxWidth: 320 }}>
          <SelectInput
            label={t('beds.request.speciality')}
            placeholder={t('beds.everySpeciality')}
            options={list.map(({ code }) => ({ value: code, label: nameOf(code) }))}
            input={{
              value: speciality ?? '',
              onChange: (event) => onFilter({ q, speciality: event.target.value || undefined }),
            }}
          />
        </Box>
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.6fr) minmax(0, 1fr)' },
        }}
      >
        <Panel title={t('beds.hospitals')} count={summary.data?.hospitals.length} flush>
          <Answer
            query={hospitals}
            lines={10}
            isEmpty={(found) => found.length === 0}
            empty={
              asked ? (
                <NoMatchState title={t('beds.noHospital')} />
              ) : (
                <EmptyState title={t('beds.noHospital')} hint={t('beds.noHospitalHint')} />
              )
            }
          >
            {(found) => (
              <>
                <DataTable
                  caption={t('beds.hospitals')}
                  columns={[
                    { head: t('beds.hospital') },
                    { head: t('beds.region'), hideOnPhone: true },
                    { head: t('bedState.free'), align: 'right', width: 90 },
                    { head: t('beds.occupancy'), hideOnPhone: true, width: 150 },
                  ]}
                  rows={found.map((hospital) => {
                    const { free, total } = countsOf(hospital, speciality);
                    return {
                      key: hospital.id,
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
                        hospital.region ?? '',
                        `${formatNumber(free)} / ${formatNumber(total)}`,
                        <OccupancyBar key="bar" free={free} total={total} />,
                      ],
                    };
                  })}
                />
                {found.length === SHOWN && (
                  <Box sx={{ p: 4, color: 'text.secondary' }}>{t('beds.onlyFirst', { count: SHOWN })}</Box>
                )}
              </>
            )}
          </Answer>
        </Panel>
        <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
          <Answer query={summary} lines={8} isEmpty={() => false} empty={null}>
            {(all) => <Totals summary={all} nameOf={nameOf} />}
          </Answer>
        </Box>
      </Box>
    </Box>
  );
};

const Totals = ({ summary, nameOf }: { readonly summary: Summary; readonly nameOf: (code: string) => string }) => {
  const { t } = useTranslation();
  const free = summary.hospitals.reduce((sum, dot) => sum + dot[3], 0);
  const total = summary.hospitals.reduce((sum, dot) => sum + dot[4], 0);
  const [course, setCourse] = useState<readonly number[]>([]);
  useEffect(() => setCourse((before) => [...before.slice(1 - KEPT), free]), [free]);
  const table = (
    title: string,
    rows: readonly { readonly key: string; readonly name: string; readonly free: number; readonly total: number }[],
  ) => (
    <Panel title={title} flush>
      <DataTable
        caption={title}
        columns={[
          { head: title },
          { head: t('bedState.free'), align: 'right', width: 110 },
          { head: t('beds.occupancy'), width: 130 },
        ]}
        rows={rows.map((row) => ({
          key: row.key,
          cells: [
            row.name,
            `${formatNumber(row.free)} / ${formatNumber(row.total)}`,
            <OccupancyBar key="bar" free={row.free} total={row.total} />,
          ],
        }))}
      />
    </Panel>
  );
  return (
    <>
      <Panel title={t('beds.nation')}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 4 }}>
          <Box>
            <Box component="span" sx={{ fontSize: '1.75rem', fontWeight: 700, fontVariantNumeric: 'tabular-nums' }}>
              {formatNumber(free)}
            </Box>{' '}
            {t('beds.freeAmong', { total: formatNumber(total) })}
          </Box>
          <Box title={t('beds.sinceOpened')}>
            <Sparkline values={course} width={96} height={28} />
          </Box>
        </Box>
        <Box sx={{ mt: 2 }}>
          <OccupancyBar free={free} total={total} />
        </Box>
      </Panel>
      {summary.regions.length > 0 &&
        table(
          t('beds.byRegion'),
          summary.regions.map((one) => ({ ...one, key: one.region, name: one.region })),
        )}
      {summary.specialities.length > 0 &&
        table(
          t('beds.bySpeciality'),
          summary.specialities
            .map((one) => ({ ...one, key: one.code, name: nameOf(one.code) }))
            .sort((a, b) => a.name.localeCompare(b.name, 'fr')),
        )}
    </>
  );
};
