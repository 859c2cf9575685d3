// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { Page } from '@/ui/page';
import { RouterButton } from '@/ui/router-link';

/** No screen has this address. */
export const NotFound = () => {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')} lead={t('notFound.hint')}>
      <RouterButton to="/" variant="contained">
        {t('notFound.home')}
      </RouterButton>
    </Page>
  );
};
