// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Coverage } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { fhir, resourcesOf } from '@/fhir/client';
import { conceptText } from '@/fhir/concept';
import { useMay } from '@/fhir/session';
import { formatDay } from '@/lib/dates';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';

const coverageQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['Coverage', { patient: patientId }] as const,
    queryFn: async ({ signal }) =>
      resourcesOf<Coverage>(await fhir.search('Coverage', { patient: patientId, _count: 20 }, signal), 'Coverage'),
  });

/** Who pays: insurers and until when. */
export const CoveragePanel = ({ patientId }: { readonly patientId: string }) => {
  const { t } = useTranslation();
  const allowed = useMay('Coverage', 'r');
  const query = useQuery({ ...coverageQuery(patientId), enabled: allowed });
  return (
    <Panel title={t('identity.coverage')} flush>
      <Answer
        query={query}
        allowed={allowed}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t('identity.noCoverage')} />}
      >
        {(list) => (
          <Box
            component="ul"
            sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
          >
            {list.map((coverage) => (
              <Box component="li" key={coverage.id} sx={{ px: 4, py: 2.5 }}>
                <Box sx={{ fontWeight: 600 }}>
                  {coverage.payor?.find((payor) => payor.display)?.display ?? conceptText(coverage.type)}
                </Box>
                <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                  {[
                    coverage.subscriberId,
                    coverage.period?.end && t('problem.until', { date: formatDay(coverage.period.end) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Box>
              </Box>
            ))}
          </Box>
        )}
      </Answer>
    </Panel>
  );
};
