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
import { medicationsQuery, type Treatment } from './medication-query';

const TreatmentRow = ({ treatment }: { readonly treatment: Treatment }) => {
  const { t } = useTranslation();
  const facts = [treatment.since && t('problem.since', { date: formatDay(treatment.since) }), treatment.prescriber];
  return (
    <Box component="li" sx={{ px: 4, py: 2, display: 'flex', gap: 3, alignItems: 'baseline' }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ fontWeight: treatment.current ? 600 : 400 }}>{treatment.drug || t('treatment.unnamed')}</Box>
        {treatment.dosage && <Box>{treatment.dosage}</Box>}
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{facts.filter(Boolean).join(' · ')}</Box>
      </Box>
      {treatment.status !== 'active' && (
        <Tag tone={treatment.status === 'on-hold' ? 'warning' : 'cancelled'}>
          {t(`treatmentStatus.${treatment.status}`, { defaultValue: treatment.status })}
        </Tag>
      )}
    </Box>
  );
};

type Props = { readonly patientId: string; readonly currentOnly?: boolean };

/** Current treatments, then the earlier ones. The summary shows the current ones only. */
export const TreatmentsPanel = ({ patientId, currentOnly = false }: Props) => {
  const { t } = useTranslation();
  const allowed = useMay('MedicationRequest', 'r');
  const query = useQuery({ ...medicationsQuery(patientId), enabled: allowed });
  const current = query.data?.filter((one) => one.current) ?? [];
  const past = query.data?.filter((one) => !one.current) ?? [];
  const list = (treatments: readonly Treatment[]) => (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}>
      {treatments.map((treatment) => (
        <TreatmentRow key={treatment.id} treatment={treatment} />
      ))}
    </Box>
  );
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Panel title={t('record.treatments')} count={current.length || undefined} flush>
        <Answer
          query={query}
          allowed={allowed}
          isEmpty={() => current.length === 0}
          empty={<EmptyState title={t('record.noTreatment')} />}
        >
          {() => list(current)}
        </Answer>
      </Panel>
      {!currentOnly && past.length > 0 && (
        <Panel title={t('treatment.past')} count={past.length} flush>
          {list(past)}
        </Panel>
      )}
    </Box>
  );
};
