// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';
import { ImportHospitals } from '@/features/beds/import-hospitals';
import { useSession } from '@/fhir/session';
import { Page } from '@/ui/page';
import { ForbiddenState } from '@/ui/states';

/** « Importer des établissements », for the administrator. */
export const ImportBeds = () => {
  const { t } = useTranslation();
  const allowed = useSession().user.role === 'admin';
  return (
    <Page title={t('bedImport.title')} lead={t('bedImport.lead')}>
      {allowed ? <ImportHospitals /> : <ForbiddenState />}
    </Page>
  );
};
