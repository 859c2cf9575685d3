// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccessLog } from '@/features/audit/access-log';
import { isAuditor, useSession } from '@/fhir/session';
import { Page } from '@/ui/page';
import { ForbiddenState } from '@/ui/states';

/** « Journal des accès », for the data protection officer and the administrator. */
export const AuditLogScreen = () => {
  const { t } = useTranslation();
  const filter = useSearch({ from: '/frame/journal' });
  const navigate = useNavigate({ from: '/journal' });
  const allowed = isAuditor(useSession());
  return (
    <Page title={t('audit.title')} lead={t('audit.lead')} width={1480}>
      {allowed ? (
        <AccessLog
          filter={filter}
          onFilter={(next) => navigate({ search: { ...next }, replace: true, resetScroll: false })}
        />
      ) : (
        <ForbiddenState />
      )}
    </Page>
  );
};
