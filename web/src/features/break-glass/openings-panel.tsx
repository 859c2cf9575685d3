// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Opening } from '@/fhir/record-access';
import { isAuditor, useSession } from '@/fhir/session';
import { formatInstant } from '@/lib/dates';
import { Answer } from '@/ui/answer';
import { DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { Verdict, When, Who, Whose, Why, whoOpened } from './opening-facts';
import { MOST, openingNamesQuery, openingsQuery } from './openings-query';
import { ReviewDialog } from './review-dialog';

const NONE: readonly Opening[] = [];

type Props = { readonly all: boolean; readonly onAll: (all: boolean) => void };

/** Who opened whose record, when, for how long and why; a verdict where there is none yet. */
export const OpeningsPanel = ({ all, onAll }: Props) => {
  const { t } = useTranslation();
  const session = useSession();
  const allowed = isAuditor(session);
  const query = useQuery({ ...openingsQuery(!all), enabled: allowed });
  const openings = query.data ?? NONE;
  const { data: names } = useQuery({ ...openingNamesQuery(openings, session), enabled: openings.length > 0 });
  const [chosen, setChosen] = useState<Opening>();
  const onPhone = { display: { sm: 'none' }, mt: 2 } as const;
  const row = (opening: Opening) => ({
    key: opening.id,
    cells: [
      <Box key="who" sx={{ display: 'grid', gap: 1 }}>
        <Who opening={opening} names={names} />
        <Box sx={onPhone}>
          <Whose opening={opening} names={names} />
          <When opening={opening} />
        </Box>
      </Box>,
      <Whose key="whose" opening={opening} names={names} />,
      <When key="when" opening={opening} />,
      <Why key="why" opening={opening} />,
      opening.review ? (
        <Verdict key="verdict" review={opening.review} />
      ) : (
        <Button
          key="verdict"
          size="small"
          variant="outlined"
          aria-label={t('openings.reviewOf', { who: whoOpened(opening, names), when: formatInstant(opening.from) })}
          onClick={() => setChosen(opening)}
          sx={{ whiteSpace: { xs: 'normal', sm: 'nowrap' } }}
        >
          {t('openings.review')}
        </Button>
      ),
    ],
  });
  return (
    <>
      <Panel
        title={all ? t('openings.all') : t('openings.waiting')}
        count={query.data?.length || undefined}
        flush
        action={
          <Box role="group" aria-label={t('openings.show')} sx={{ display: 'flex', gap: 1 }}>
            {[false, true].map((whole) => (
              <Button
                key={String(whole)}
                size="small"
                aria-pressed={all === whole}
                variant={all === whole ? 'outlined' : 'text'}
                onClick={() => onAll(whole)}
              >
                {whole ? t('openings.all') : t('openings.waiting')}
              </Button>
            ))}
          </Box>
        }
      >
        <Answer
          query={query}
          allowed={allowed}
          isEmpty={(list) => list.length === 0}
          empty={
            all ? (
              <EmptyState title={t('openings.none')} />
            ) : (
              <EmptyState title={t('openings.noneWaiting')} hint={t('openings.noneWaitingHint')} />
            )
          }
        >
          {(list) => (
            <>
              <DataTable
                caption={t('openings.title')}
                columns={[
                  { head: t('openings.who') },
                  { head: t('openings.record'), hideOnPhone: true },
                  { head: t('openings.when'), hideOnPhone: true },
                  { head: t('openings.why'), width: '30%' },
                  { head: t('openings.verdict') },
                ]}
                rows={list.map(row)}
              />
              {list.length >= MOST && <Box sx={{ p: 4, color: 'text.secondary' }}>{t('openings.truncated')}</Box>}
            </>
          )}
        </Answer>
      </Panel>
      {chosen && (
        <ReviewDialog key={chosen.id} opening={chosen} onClose={() => setChosen(undefined)}>
          <Box sx={{ display: 'grid', gap: 3, p: 3, borderRadius: 1, bgcolor: 'surface.raised' }}>
            <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '1fr 1fr' }}>
              <Who opening={chosen} names={names} />
              <When opening={chosen} />
            </Box>
            <Whose opening={chosen} names={names} />
            <Why opening={chosen} />
          </Box>
        </ReviewDialog>
      )}
    </>
  );
};
