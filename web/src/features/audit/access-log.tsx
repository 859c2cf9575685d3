// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '@/lib/use-debounced';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { NoMatchState } from '@/ui/states';
import { AccessFilters } from './access-filters';
import { AccessTable } from './access-table';
import { type AccessFilter, accessesQuery, countsQuery } from './audit-query';
import { EvidenceButton } from './evidence-button';
import { IntegrityPanel } from './integrity-panel';

const AccessChart = lazy(() => import('./access-chart'));

type Props = { readonly filter: AccessFilter; readonly onFilter: (filter: AccessFilter) => void };

/** The log of accesses for the data protection officer: filters, a drawing, rows, soundness. */
export const AccessLog = ({ filter, onFilter }: Props) => {
  const { t } = useTranslation();
  const settled = useDebounced(filter, 300);
  const counts = useQuery({ ...countsQuery(settled), placeholderData: keepPreviousData });
  return (
    <>
      <AccessFilters filter={filter} onFilter={onFilter} />
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          mb: 4,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.4fr) minmax(0, 1fr)' },
        }}
      >
        <Panel title={t('audit.course')}>
          <Answer
            query={counts}
            isEmpty={(data) => data.counts.length === 0}
            empty={<NoMatchState title={t('audit.none')} />}
          >
            {(data) => (
              <Suspense>
                <AccessChart counts={data} />
                {!data.whole && <Box sx={{ color: 'text.secondary', mt: 2 }}>{t('audit.notWhole')}</Box>}
              </Suspense>
            )}
          </Answer>
        </Panel>
        <IntegrityPanel />
      </Box>
      <AccessList title={t('audit.accesses')} filter={settled} action={<EvidenceButton filter={settled} />} />
    </>
  );
};

type ListProps = { readonly title: string; readonly filter: AccessFilter; readonly action?: React.ReactNode };

/** Accesses, newest first, a page at a time. */
export const AccessList = ({ title, filter, action }: ListProps) => {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...accessesQuery(filter), placeholderData: keepPreviousData });
  const accesses = query.data?.pages.flatMap((page) => page.entries);
  return (
    <Panel title={title} action={action} flush>
      <Answer
        query={{ ...query, data: accesses }}
        lines={8}
        isEmpty={(list) => list.length === 0 && !query.hasNextPage}
        empty={<NoMatchState title={t('audit.none')} hint={t('audit.noneHint')} />}
      >
        {(list) => (
          <>
            <AccessTable caption={title} accesses={list} />
            {query.hasNextPage && (
              <Box sx={{ p: 3, textAlign: 'center', borderTop: 1, borderColor: 'divider' }}>
                <Button variant="outlined" onClick={() => query.fetchNextPage()} disabled={query.isFetchingNextPage}>
                  {t('audit.older')}
                </Button>
              </Box>
            )}
          </>
        )}
      </Answer>
    </Panel>
  );
};
