// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesOf } from '@/fhir/measure';
import { useMay } from '@/fhir/session';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { LatestTable } from './latest-table';
import { type Category, measuresOf, observationsQuery } from './observation-query';
import { TrendPanel } from './trend-panel';

type Props = {
  readonly patientId: string;
  readonly category: Category;
  readonly code: string | undefined;
  readonly onCode: (code: string) => void;
  readonly action?: ReactNode;
};

const TITLE = { 'vital-signs': 'record.vitals', laboratory: 'record.results' } as const;
const EMPTY = { 'vital-signs': 'record.noVital', laboratory: 'record.noResult' } as const;

/** All codes of a category on the left, the course of the chosen one on the right (or below when narrow). */
export const MeasuresPage = ({ patientId, category, code, onCode, action }: Props) => {
  const { t } = useTranslation();
  const allowed = useMay('Observation', 'r');
  const query = useInfiniteQuery({ ...observationsQuery(patientId, category), enabled: allowed });
  const series = query.data && seriesOf(measuresOf(query.data.pages));
  const chosen = series?.find((one) => one.code === code) ?? series?.find((one) => one.measures[0]?.values.length);
  return (
    <Box sx={{ containerType: 'inline-size' }}>
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@container (min-width: 900px)': { gridTemplateColumns: 'minmax(0, 1.15fr) minmax(0, 1fr)' },
        }}
      >
        <Panel title={t(TITLE[category])} flush action={action}>
          <Answer
            query={{ ...query, data: series }}
            allowed={allowed}
            lines={8}
            isEmpty={(list) => list.length === 0}
            empty={<EmptyState title={t(EMPTY[category])} />}
          >
            {(list) => (
              <LatestTable caption={t(TITLE[category])} series={list} selected={chosen?.code} onSelect={onCode} />
            )}
          </Answer>
          {query.hasNextPage && (
            <Box sx={{ p: 3, borderTop: 1, borderColor: 'divider' }}>
              <Button
                size="small"
                variant="outlined"
                disabled={query.isFetchingNextPage}
                onClick={() => query.fetchNextPage()}
              >
                {t('measure.olderCodes')}
              </Button>
            </Box>
          )}
        </Panel>
        {chosen && <TrendPanel key={chosen.code} patientId={patientId} code={chosen.code} label={chosen.label} />}
      </Box>
    </Box>
  );
};
