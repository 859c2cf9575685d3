// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { DocumentList } from './document-list';
import { DocumentPreview } from './document-preview';
import { documentsQuery } from './document-query';

type Props = {
  readonly patientId: string;
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
};

/** All documents, newest first, and the chosen one beside them. */
export const DocumentsPage = ({ patientId, chosenId, onChoose }: Props) => {
  const { t } = useTranslation();
  const allowed = useMay('DocumentReference', 'r');
  const query = useQuery({ ...documentsQuery(patientId), enabled: allowed });
  const chosen = query.data?.find((document) => document.id === chosenId) ?? query.data?.[0];
  return (
    <Box sx={{ containerType: 'inline-size' }}>
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@container (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.4fr)' },
        }}
      >
        <Panel title={t('record.documents')} count={query.data?.length || undefined} flush>
          <Answer
            query={query}
            allowed={allowed}
            isEmpty={(list) => list.length === 0}
            empty={<EmptyState title={t('record.noDocument')} />}
          >
            {(list) => <DocumentList documents={list} chosenId={chosen?.id} onChoose={onChoose} />}
          </Answer>
        </Panel>
        {chosen && <DocumentPreview key={chosen.id} document={chosen} />}
      </Box>
    </Box>
  );
};
