// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fhir } from '@/fhir/client';
import { isFailure } from '@/fhir/failure';
import { readRecordAnew } from '@/fhir/record-access';
import { useMay } from '@/fhir/session';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { useToast } from '@/ui/toasts';
import { endedConsent } from './consent-draft';
import { decisionsQuery, professionalNamesQuery } from './consent-query';
import type { Decision } from './consent-words';
import { DecisionRow } from './decision-row';

const unnamed = (decisions: readonly Decision[]): readonly string[] => [
  ...new Set(
    decisions
      .flatMap(({ against, except }) => [...against, ...except])
      .flatMap((actor) => (actor.kind === 'named' && !actor.name ? [actor.reference] : []))
      .filter((reference) => reference.startsWith('Practitioner/'))
      .map((reference) => reference.slice('Practitioner/'.length)),
  ),
];

/** What the patient has decided on the use of their record, and the way to end it where that may be done. */
export const ConsentsPanel = ({ patientId, action }: { readonly patientId: string; readonly action?: ReactNode }) => {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const mayWrite = useMay('Consent', 'w');
  const allowed = useMay('Consent', 'r');
  const query = useQuery({ ...decisionsQuery(patientId), enabled: allowed });
  const ids = unnamed(query.data ?? []);
  const { data: names } = useQuery({ ...professionalNamesQuery(ids), enabled: ids.length > 0 });
  const ending = useMutation({
    mutationFn: ({ consent }: Decision) => fhir.update(endedConsent(consent), consent.meta?.versionId ?? ''),
    onSuccess: async () => {
      toast(t('consent.ended'));
      await Promise.all([
        client.invalidateQueries({ queryKey: ['record-access', patientId] }),
        readRecordAnew(client, patientId),
      ]);
    },
    onError: (error) => {
      const changed = isFailure(error) && error.kind === 'conflict';
      toast(changed ? t('consent.changed') : t('consent.endFailed'), { tone: 'failed' });
      client.invalidateQueries({ queryKey: ['Consent'] });
    },
  });
  return (
    <Panel title={t('consent.title')} flush action={action}>
      <Answer
        query={query}
        allowed={allowed}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t('consent.none')} hint={t('consent.noneHint')} />}
      >
        {(list) => (
          <Box
            component="ul"
            sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
          >
            {list.map((decision) => (
              <DecisionRow
                key={decision.id}
                decision={decision}
                names={names}
                action={
                  mayWrite &&
                  decision.validity !== 'over' && (
                    <Button
                      size="small"
                      variant="outlined"
                      disabled={ending.isPending}
                      onClick={() => ending.mutate(decision)}
                    >
                      {t('consent.end')}
                    </Button>
                  )
                }
              />
            ))}
          </Box>
        )}
      </Answer>
    </Panel>
  );
};
