// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { AnswerActions } from './answer-actions';
import { useSpecialities } from './bed-words';
import { allocationsQuery } from './beds-query';
import { Countdown } from './countdown';

/** Who is on the way to this hospital: bed, speciality, time left, and the answer to give. */
export const ArrivalsPanel = ({ hospitalId }: { readonly hospitalId: string }) => {
  const { t } = useTranslation();
  const { nameOf } = useSpecialities();
  const query = useQuery(allocationsQuery({ hospital: hospitalId, status: 'held', limit: 200 }));
  return (
    <Panel title={t('beds.arrivals')} count={query.data?.allocations.length} flush>
      <Answer
        query={query}
        isEmpty={({ allocations }) => allocations.length === 0}
        empty={<EmptyState title={t('beds.noArrival')} />}
      >
        {({ allocations, ahead }) => (
          <Box
            component="ul"
            sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
          >
            {allocations.map((one) => (
              <Box component="li" key={one.id} sx={{ px: 4, py: 3, display: 'grid', gap: 2 }}>
                <Box sx={{ display: 'flex', gap: 3 }}>
                  <Box sx={{ flex: 1, fontWeight: 600 }}>
                    {one.bed.unit} · {nameOf(one.emergency.speciality)}
                  </Box>
                  <Countdown until={one.expiresAt} ahead={ahead} brief />
                </Box>
                <AnswerActions allocation={one} onDone={() => undefined} />
              </Box>
            ))}
          </Box>
        )}
      </Answer>
    </Panel>
  );
};
