// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { useDebounced } from '@/lib/use-debounced';
import { Answer } from '@/ui/answer';
import { EmptyState, NoMatchState } from '@/ui/states';
import { TimelineFilters } from './timeline-filters';
import { TimelineList } from './timeline-list';
import { linesOf, type TimelineFilter, timelineQuery } from './timeline-query';

type Props = {
  readonly patientId: string;
  readonly filter: TimelineFilter;
  readonly onFilter: (filter: TimelineFilter) => void;
};

/** The whole life of the record, newest first, filtered. */
export const TimelinePage = ({ patientId, filter, onFilter }: Props) => {
  const { t } = useTranslation();
  const allowed = useMay('Patient', 'r');
  const settled = useDebounced(filter, 250);
  const query = useInfiniteQuery({
    ...timelineQuery(patientId, settled),
    enabled: allowed,
    placeholderData: keepPreviousData,
  });
  const lines = useMemo(() => query.data && linesOf(query.data.pages.flatMap((page) => page.entries)), [query.data]);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = query;
  const onEnd = useCallback(() => {
    if (!isFetchingNextPage) fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const filtered = filter.types.length > 0 || Boolean(filter.from || filter.to || filter.text);
  return (
    <>
      <TimelineFilters filter={filter} onFilter={onFilter} />
      <Box
        component="section"
        aria-label={t('record.timeline')}
        sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, overflow: 'clip' }}
      >
        <Answer
          query={{ ...query, data: lines }}
          allowed={allowed}
          lines={10}
          isEmpty={(list) => list.length === 0}
          empty={
            filtered ? (
              <NoMatchState title={t('timeline.noMatch')} hint={t('timeline.noMatchHint')} />
            ) : (
              <EmptyState title={t('timeline.empty')} />
            )
          }
        >
          {(list) => <TimelineList lines={list} hasMore={hasNextPage} onEnd={onEnd} />}
        </Answer>
      </Box>
    </>
  );
};
