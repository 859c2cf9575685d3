// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { AppsPanel } from '@/features/apps/apps-panel';
import { useSession } from '@/fhir/session';
import { Page } from '@/ui/page';

/** « Applications », for the administrator: what other programs may be opened with, and may ask for. */
export const Applications = () => {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <Page title={t('apps.title')} lead={t('apps.lead')}>
      <AppsPanel allowed={user.role === 'admin'} />
    </Page>
  );
};
