// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { formatDay } from '@/lib/dates';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { RouterLink } from '@/ui/router-link';
import { EmptyState } from '@/ui/states';
import { Tag } from '@/ui/tag';
import { conditionsQuery, type Problem } from './condition-query';

const ProblemRow = ({ problem }: { readonly problem: Problem }) => {
  const { t } = useTranslation();
  const dates = [
    problem.since && t('problem.since', { date: formatDay(problem.since) }),
    problem.until && t('problem.until', { date: formatDay(problem.until) }),
  ];
  return (
    <Box component="li" sx={{ px: 4, py: 2, display: 'flex', gap: 3, alignItems: 'baseline' }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box component="span" sx={{ fontWeight: problem.active ? 600 : 400 }}>
          {problem.label}
        </Box>
        {problem.code && (
          <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem', ml: 2 }}>
            {problem.code}
          </Box>
        )}
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{dates.filter(Boolean).join(' · ')}</Box>
        {problem.note && <Box sx={{ fontSize: '0.8125rem', mt: 0.5 }}>{problem.note}</Box>}
      </Box>
      {problem.verification && problem.verification !== 'confirmed' && (
        <Tag tone="warning">{t(`verification.${problem.verification}`, { defaultValue: problem.verification })}</Tag>
      )}
      {!problem.active && <Tag tone="cancelled">{t('problem.resolved')}</Tag>}
    </Box>
  );
};

type Props = { readonly patientId: string; readonly activeOnly?: boolean; readonly action?: ReactNode };

/** Active problems, then what is over. The summary shows the active ones only. */
export const ProblemsPanel = ({ patientId, activeOnly = false, action }: Props) => {
  const { t } = useTranslation();
  const allowed = useMay('Condition', 'r');
  const query = useQuery({ ...conditionsQuery(patientId), enabled: allowed });
  const active = query.data?.filter((problem) => problem.active) ?? [];
  const past = query.data?.filter((problem) => !problem.active) ?? [];
  const list = (problems: readonly Problem[]) => (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}>
      {problems.map((problem) => (
        <ProblemRow key={problem.id} problem={problem} />
      ))}
    </Box>
  );
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Panel
        title={activeOnly ? t('record.problems') : t('problem.active')}
        count={active.length || undefined}
        flush
        action={
          action ??
          (activeOnly && past.length > 0 && (
            <RouterLink to="/patients/$patientId/problemes" params={{ patientId }} variant="body2">
              {t('problem.past', { count: past.length })}
            </RouterLink>
          ))
        }
      >
        <Answer
          query={query}
          allowed={allowed}
          isEmpty={() => active.length === 0}
          empty={<EmptyState title={t('record.noProblem')} />}
        >
          {() => list(active)}
        </Answer>
      </Panel>
      {!activeOnly && past.length > 0 && (
        <Panel title={t('problem.history')} count={past.length} flush>
          {list(past)}
        </Panel>
      )}
    </Box>
  );
};
