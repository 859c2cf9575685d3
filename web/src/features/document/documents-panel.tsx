// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { RouterLink } from '@/ui/router-link';
import { EmptyState } from '@/ui/states';
import { DocumentList } from './document-list';
import { documentsQuery } from './document-query';

/** The last documents, on the summary. */
export const DocumentsPanel = ({ patientId }: { readonly patientId: string }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const allowed = useMay('DocumentReference', 'r');
  const query = useQuery({ ...documentsQuery(patientId), enabled: allowed });
  return (
    <Panel
      title={t('record.lastDocuments')}
      flush
      action={
        <RouterLink
          to="/patients/$patientId/documents"
          params={{ patientId }}
          variant="body2"
          aria-label={`${t('action.seeAll')} : ${t('record.documents')}`}
        >
          {t('action.seeAll')}
        </RouterLink>
      }
    >
      <Answer
        query={query}
        allowed={allowed}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t('record.noDocument')} />}
      >
        {(list) => (
          <DocumentList
            documents={list.slice(0, 4)}
            onChoose={(id) =>
              navigate({ to: '/patients/$patientId/documents', params: { patientId }, search: { document: id } })
            }
          />
        )}
      </Answer>
    </Panel>
  );
};
