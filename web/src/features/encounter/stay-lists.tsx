// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { currentStaysQuery, todayQuery } from './encounter-query';
import type { Stay } from './stay';
import { StayRow } from './stay-row';

type ListProps = {
  readonly title: string;
  readonly query: UseQueryResult<readonly Stay[]>;
  readonly when: 'time' | 'since';
  readonly empty: string;
};

const SHOWN = 8;

const StayList = ({ title, query, when, empty }: ListProps) => {
  const { t } = useTranslation();
  const allowed = useMay('Encounter', 'r');
  const [all, setAll] = useState(false);
  const count = query.data?.length ?? 0;
  return (
    <Panel title={title} count={count || undefined} flush>
      <Answer
        query={query}
        allowed={allowed}
        isEmpty={(stays) => stays.length === 0}
        empty={<EmptyState title={empty} />}
      >
        {(stays) => (
          <Box
            component="ul"
            sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
          >
            {(all ? stays : stays.slice(0, SHOWN)).map((stay) => (
              <li key={stay.id}>
                <StayRow stay={stay} when={when} />
              </li>
            ))}
          </Box>
        )}
      </Answer>
      {!all && count > SHOWN && (
        <Box sx={{ px: 2, py: 1.5, borderTop: 1, borderColor: 'divider' }}>
          <Button size="small" onClick={() => setAll(true)}>
            {t('home.all', { count })}
          </Button>
        </Box>
      )}
    </Panel>
  );
};

/** Who comes today, by hour. */
export const TodayPanel = () => {
  const { t } = useTranslation();
  const query = useQuery({ ...todayQuery(), enabled: useMay('Encounter', 'r') });
  return <StayList title={t('home.today')} query={query} when="time" empty={t('home.noneToday')} />;
};

/** Who is in the wards now. */
export const CurrentStaysPanel = () => {
  const { t } = useTranslation();
  const query = useQuery({ ...currentStaysQuery(), enabled: useMay('Encounter', 'r') });
  return <StayList title={t('home.stays')} query={query} when="since" empty={t('home.noStays')} />;
};
