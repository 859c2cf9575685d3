// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { UseQueryResult } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { RouterButton } from '@/ui/router-link';
import { EmptyState, FailureState, ForbiddenState, LoadingState, NoMatchState } from '@/ui/states';
import { prefillOf } from './criteria';
import { PatientResults } from './patient-results';
import type { PatientHit, PatientHits } from './patient-search-query';

type Props = {
  readonly text: string;
  readonly query: UseQueryResult<PatientHits>;
  readonly listId: string;
  readonly active: number;
  readonly onPick: (hit: PatientHit) => void;
  readonly onMore?: () => void;
};

/** What a search shows under its box: an invitation, the results, nobody, not permitted, or a failure. */
export const SearchOutcome = ({ text, query, listId, active, onPick, onMore }: Props) => {
  const { t } = useTranslation();
  const mayRead = useMay('Patient', 'r');
  const mayWrite = useMay('Patient', 'w');
  if (!mayRead) return <ForbiddenState hint={t('search.forbidden')} />;
  if (text.trim().length < 2) return <EmptyState title={t('search.start')} hint={t('search.startHint')} />;
  if (query.isError) return <FailureState error={query.error} retry={() => query.refetch()} />;
  if (!query.data) return <LoadingState lines={4} />;
  if (query.data.patients.length === 0) {
    return (
      <NoMatchState
        title={t('search.none', { text: text.trim() })}
        hint={t('search.noneHint')}
        action={
          mayWrite && (
            <RouterButton
              to="/patients/new"
              search={prefillOf(text)}
              variant="contained"
              startIcon={<UserPlus size={18} aria-hidden />}
            >
              {t('action.createPatient')}
            </RouterButton>
          )
        }
      />
    );
  }
  return (
    <>
      <PatientResults listId={listId} hits={query.data.patients} active={active} onPick={onPick} />
      {query.data.more && onMore && (
        <Box
          sx={{
            p: 3,
            borderTop: 1,
            borderColor: 'divider',
            display: 'flex',
            alignItems: 'center',
            gap: 3,
            flexWrap: 'wrap',
          }}
        >
          <Button size="small" variant="outlined" onClick={onMore}>
            {t('search.more')}
          </Button>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{t('search.moreHint')}</Box>
        </Box>
      )}
    </>
  );
};
