// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { LiveTag } from '@/features/beds/live-tag';
import { Regulation } from '@/features/beds/regulation';
import { useLiveBeds } from '@/features/beds/use-live-beds';
import { mayAllocate, useSession } from '@/fhir/session';
import { Page } from '@/ui/page';
import { RouterButton } from '@/ui/router-link';
import { ForbiddenState } from '@/ui/states';

/** « Régulation des lits »: for those who place emergencies. */
export const Beds = () => {
  const { t } = useTranslation();
  const allowed = mayAllocate(useSession());
  return allowed ? (
    <Allowed />
  ) : (
    <Page title={t('beds.title')}>
      <ForbiddenState />
    </Page>
  );
};

const Allowed = () => {
  const { t } = useTranslation();
  const line = useLiveBeds();
  return (
    <Page
      title={t('beds.title')}
      width={1680}
      action={
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 3 }}>
          <LiveTag line={line} />
          <RouterButton size="small" variant="outlined" to="/lits/hopitaux">
            {t('beds.hospitals')}
          </RouterButton>
        </Box>
      }
    >
      <Regulation />
    </Page>
  );
};
