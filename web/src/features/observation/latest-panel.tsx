// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { seriesOf, trendOf } from '@/fhir/measure';
import { useMay } from '@/fhir/session';
import { Answer } from '@/ui/answer';
import { MeasureValue } from '@/ui/measure-value';
import { Panel } from '@/ui/panel';
import { RouterLink } from '@/ui/router-link';
import { Sparkline } from '@/ui/sparkline';
import { EmptyState } from '@/ui/states';
import { TimeAgo } from '@/ui/time-ago';
import { TrendSign } from '@/ui/trend-sign';
import { type Category, measuresOf, observationsQuery } from './observation-query';

type Props = { readonly patientId: string; readonly category: Category; readonly limit: number };

const ADDRESS = {
  'vital-signs': '/patients/$patientId/constantes',
  laboratory: '/patients/$patientId/biologie',
} as const;
const TITLE = { 'vital-signs': 'record.vitals', laboratory: 'record.results' } as const;
const EMPTY = { 'vital-signs': 'record.noVital', laboratory: 'record.noResult' } as const;

/** Latest value of each code, on the summary: abnormal first for results, ward order for vital signs. */
export const LatestPanel = ({ patientId, category, limit }: Props) => {
  const { t } = useTranslation();
  const allowed = useMay('Observation', 'r');
  const query = useInfiniteQuery({ ...observationsQuery(patientId, category), enabled: allowed });
  const series = query.data && seriesOf(measuresOf(query.data.pages));
  const ordered =
    category === 'laboratory'
      ? series?.toSorted((a, b) => Number(Boolean(b.measures[0]?.abnormal)) - Number(Boolean(a.measures[0]?.abnormal)))
      : series;
  return (
    <Panel
      title={t(TITLE[category])}
      flush
      action={
        <RouterLink
          to={ADDRESS[category]}
          params={{ patientId }}
          variant="body2"
          aria-label={`${t('action.seeAll')} : ${t(TITLE[category])}`}
        >
          {t('action.seeAll')}
        </RouterLink>
      }
    >
      <Answer
        query={{ ...query, data: ordered }}
        allowed={allowed}
        lines={5}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t(EMPTY[category])} />}
      >
        {(list) => (
          <Box
            component="ul"
            sx={{
              display: 'grid',
              gridTemplateColumns: 'minmax(0, 1fr) auto auto auto',
              listStyle: 'none',
              m: 0,
              p: 0,
              '& > li + li': { borderTop: 1, borderColor: 'divider' },
            }}
          >
            {list.slice(0, limit).map(({ code, label, measures }) => {
              const last = measures[0];
              if (!last) return null;
              const numbers = measures
                .slice(0, 12)
                .map((m) => m.values[0]?.value)
                .filter((v) => v !== undefined);
              return (
                <Box
                  component="li"
                  key={code}
                  sx={{
                    display: 'grid',
                    gridTemplateColumns: 'subgrid',
                    gridColumn: '1 / -1',
                    columnGap: 2,
                    alignItems: 'center',
                    px: 4,
                    py: 1.5,
                  }}
                >
                  <Box sx={{ minWidth: 0 }}>
                    <RouterLink
                      to={ADDRESS[category]}
                      params={{ patientId }}
                      search={{ code }}
                      underline="hover"
                      sx={{ color: 'text.primary' }}
                    >
                      {label}
                    </RouterLink>
                    <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>
                      <TimeAgo at={last.at} />
                    </Box>
                  </Box>
                  <Sparkline values={numbers.toReversed()} />
                  <Box sx={{ textAlign: 'right' }}>
                    <MeasureValue measure={last} />
                  </Box>
                  <TrendSign trend={trendOf(measures)} />
                </Box>
              );
            })}
          </Box>
        )}
      </Answer>
    </Panel>
  );
};
