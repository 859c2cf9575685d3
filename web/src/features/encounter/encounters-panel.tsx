// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { formatDay } from '@/lib/dates';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { Tag } from '@/ui/tag';
import { TimeAgo } from '@/ui/time-ago';
import { patientStaysQuery } from './encounter-query';
import type { Stay } from './stay';

const when = (stay: Stay): string => {
  const start = formatDay(stay.start);
  const end = formatDay(stay.end);
  return end && end !== start ? `${start} → ${end}` : start;
};

/** The last encounters of a patient, and those to come. */
export const EncountersPanel = ({ patientId }: { readonly patientId: string }) => {
  const { t } = useTranslation();
  const allowed = useMay('Encounter', 'r');
  const query = useQuery({ ...patientStaysQuery(patientId), enabled: allowed });
  return (
    <Panel title={t('record.encounters')} flush>
      <Answer
        query={query}
        allowed={allowed}
        isEmpty={(stays) => stays.length === 0}
        empty={<EmptyState title={t('record.noEncounter')} />}
      >
        {(stays) => (
          <Box
            component="ul"
            sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
          >
            {stays.map((stay) => (
              <Box component="li" key={stay.id} sx={{ px: 4, py: 2.5 }}>
                <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', justifyContent: 'space-between' }}>
                  <Box sx={{ fontWeight: 600, minWidth: 0 }}>
                    {stay.reason || stay.title || t(`stayKind.${stay.kind}`)}
                  </Box>
                  <Tag tone={stay.status === 'in-progress' ? 'draft' : 'unknown'}>
                    {stay.status === 'in-progress' ? t('stay.now') : t(`stayKind.${stay.kind}`)}
                  </Tag>
                </Box>
                <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                  {[when(stay), stay.service ?? stay.place, stay.practitioner].filter(Boolean).join(' · ')} ·{' '}
                  <TimeAgo at={stay.start} />
                </Box>
              </Box>
            ))}
          </Box>
        )}
      </Answer>
    </Panel>
  );
};
