// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveTag } from '@/features/beds/live-tag';
import { NationBoard } from '@/features/beds/nation-board';
import { useLiveBeds } from '@/features/beds/use-live-beds';
import { mayAllocate, seesBeds, useSession } from '@/fhir/session';
import { Page } from '@/ui/page';
import { RouterButton } from '@/ui/router-link';
import { ForbiddenState } from '@/ui/states';

/** « Établissements »: every hospital and its free beds. */
export const Hospitals = () => {
  const { t } = useTranslation();
  const allowed = seesBeds(useSession());
  return allowed ? (
    <Allowed />
  ) : (
    <Page title={t('beds.hospitals')}>
      <ForbiddenState />
    </Page>
  );
};

const Allowed = () => {
  const { t } = useTranslation();
  const session = useSession();
  const line = useLiveBeds();
  const { q, speciality } = useSearch({ from: '/frame/lits/hopitaux' });
  const navigate = useNavigate({ from: '/lits/hopitaux' });
  const filter = useCallback(
    (search: { readonly q?: string; readonly speciality?: string }) =>
      void navigate({ search, replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <Page
      title={t('beds.hospitals')}
      width={1480}
      action={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
          <LiveTag line={line} />
          {session.user.role === 'admin' && (
            <RouterButton size="small" variant="outlined" to="/lits/import">
              {t('bedImport.title')}
            </RouterButton>
          )}
          {mayAllocate(session) && (
            <RouterButton size="small" variant="outlined" to="/lits">
              {t('beds.title')}
            </RouterButton>
          )}
        </Box>
      }
    >
      <NationBoard q={q} speciality={speciality} onFilter={filter} />
    </Page>
  );
};
