// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AlertsList, alertState } from '@/features/audit/alerts-list';
import { isAuditor, useSession } from '@/fhir/session';
import { Page } from '@/ui/page';
import { ForbiddenState } from '@/ui/states';

/** « Alertes », for the data protection officer and the administrator. */
export const AlertsScreen = () => {
  const { t } = useTranslation();
  const { state } = useSearch({ from: '/frame/alertes' });
  const navigate = useNavigate({ from: '/alertes' });
  const allowed = isAuditor(useSession());
  return (
    <Page title={t('alert.title')} lead={t('alert.lead')}>
      {allowed ? (
        <AlertsList
          state={alertState(state)}
          onState={(next) => navigate({ search: { state: next }, replace: true, resetScroll: false })}
        />
      ) : (
        <ForbiddenState />
      )}
    </Page>
  );
};
