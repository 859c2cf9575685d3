// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { DevicesPanel } from '@/features/account/devices-panel';
import { FactorsPanel } from '@/features/account/factors-panel';
import { PasswordPanel } from '@/features/account/password-panel';
import { Page } from '@/ui/page';

/** How one gets in, and where one is signed in. */
export const AccountSecurity = () => {
  const { t } = useTranslation();
  return (
    <Page title={t('account.title')} lead={t('account.lead')} width={900}>
      <Box sx={{ display: 'grid', gap: 4 }}>
        <FactorsPanel />
        <DevicesPanel />
        <PasswordPanel />
      </Box>
    </Page>
  );
};
