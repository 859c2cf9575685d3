// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Measure } from '@/fhir/measure';
import { formatInstant } from '@/lib/dates';
import { decimalsOf } from '@/lib/numbers';
import { Answer } from '@/ui/answer';
import { DataTable } from '@/ui/data-table';
import { MeasureValue } from '@/ui/measure-value';
import { Panel } from '@/ui/panel';
import { EmptyState, LoadingState } from '@/ui/states';
import { chartData } from './chart-data';
import { measuresOf, trendQuery } from './observation-query';
import { rangeText } from './range-text';

const TrendChart = lazy(() => import('./trend-chart'));

type Props = { readonly patientId: string; readonly code: string; readonly label: string };

/** Course of one code: the chart, and the same values as a table. */
export const TrendPanel = ({ patientId, code, label }: Props) => {
  const { t } = useTranslation();
  const query = useInfiniteQuery(trendQuery(patientId, code));
  const measures = useMemo(() => query.data && measuresOf(query.data.pages), [query.data]);
  return (
    <Panel title={label} flush>
      <Answer
        query={{ ...query, data: measures }}
        lines={8}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t('measure.none')} />}
      >
        {(list) => <Course measures={list} label={label} />}
      </Answer>
      {query.hasNextPage && (
        <Box sx={{ p: 3, borderTop: 1, borderColor: 'divider' }}>
          <Button
            size="small"
            variant="outlined"
            disabled={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            {t('measure.older')}
          </Button>
        </Box>
      )}
    </Panel>
  );
};

const Course = ({ measures, label }: { readonly measures: readonly Measure[]; readonly label: string }) => {
  const { t } = useTranslation();
  const data = useMemo(() => chartData(measures), [measures]);
  const digits = Math.max(0, ...measures.flatMap((m) => m.values.map((v) => decimalsOf(v.value))));
  return (
    <>
      {data.times.length > 1 && (
        <Box sx={{ px: 3, pt: 4 }}>
          <Suspense fallback={<LoadingState lines={8} />}>
            <TrendChart
              day={t('measure.when')}
              data={data}
              label={t('measure.chart', { label, count: data.times.length })}
            />
          </Suspense>
        </Box>
      )}
      <Box
        sx={{ maxHeight: 360, overflowY: 'auto', borderTop: 1, borderColor: 'divider' }}
        tabIndex={0}
        role="group"
        aria-label={t('measure.values')}
      >
        <DataTable
          caption={t('measure.values')}
          columns={[
            { head: t('measure.when') },
            { head: t('measure.value'), align: 'right' },
            { head: t('measure.range'), align: 'right' },
          ]}
          rows={measures.map((measure) => ({
            key: measure.id,
            cells: [
              formatInstant(measure.at),
              <MeasureValue key="value" measure={measure} digits={digits} />,
              <Box key="range" component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                {rangeText(measure)}
              </Box>,
            ],
          }))}
        />
      </Box>
    </>
  );
};
