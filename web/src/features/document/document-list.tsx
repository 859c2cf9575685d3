// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '@/lib/dates';
import { Tag } from '@/ui/tag';
import type { RecordDocument } from './document-query';

type Props = {
  readonly documents: readonly RecordDocument[];
  readonly chosenId?: string;
  readonly onChoose: (id: string) => void;
};

/** Documents as a list of buttons: title, kind, day, author. */
export const DocumentList = ({ documents, chosenId, onChoose }: Props) => {
  const { t } = useTranslation();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}>
      {documents.map((document) => (
        <li key={document.id}>
          <Box
            component="button"
            type="button"
            aria-pressed={document.id === chosenId}
            onClick={() => onChoose(document.id)}
            sx={{
              all: 'unset',
              boxSizing: 'border-box',
              width: '100%',
              display: 'flex',
              gap: 3,
              px: 4,
              py: 2.5,
              cursor: 'pointer',
              '&:hover': { bgcolor: 'surface.raised' },
              '&[aria-pressed="true"]': {
                bgcolor: 'surface.wash',
                boxShadow: 'inset 3px 0 0 var(--kn-palette-primary-main)',
              },
              '&:focus-visible': { outline: '2px solid var(--kn-palette-primary-main)', outlineOffset: -2 },
            }}
          >
            <Box sx={{ color: 'text.secondary', pt: 0.5 }}>
              <FileText size={18} aria-hidden />
            </Box>
            <Box sx={{ minWidth: 0, flex: 1 }}>
              <Box sx={{ fontWeight: 600 }}>{document.title || t('document.untitled')}</Box>
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                {[document.kind === document.title ? undefined : document.kind, formatDay(document.at), document.author]
                  .filter(Boolean)
                  .join(' · ')}
              </Box>
            </Box>
            {document.status === 'preliminary' && <Tag tone="draft">{t('document.draft')}</Tag>}
          </Box>
        </li>
      ))}
    </Box>
  );
};
