// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '@/lib/dates';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { contentQuery, type RecordDocument } from './document-query';

const TEXTS = ['text/plain', 'text/html', 'text/xml', 'application/xml', 'application/hl7-v3+xml'];

/** Words of a text document; markup is read as text, never run. */
const wordsOf = (bytes: Uint8Array<ArrayBuffer>, contentType: string | undefined): string => {
  const text = new TextDecoder().decode(bytes);
  if (contentType === 'text/plain') return text;
  const parsed = new DOMParser().parseFromString(text, contentType === 'text/html' ? 'text/html' : 'text/xml');
  return (parsed.body ?? parsed.documentElement).textContent?.replace(/\n\s*\n+/g, '\n\n').trim() ?? '';
};

const useObjectUrl = (bytes: Uint8Array<ArrayBuffer>, type: string | undefined): string => {
  const url = useMemo(() => URL.createObjectURL(new Blob([bytes], { type })), [bytes, type]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return url;
};

const Content = ({
  document,
  bytes,
}: {
  readonly document: RecordDocument;
  readonly bytes: Uint8Array<ArrayBuffer>;
}) => {
  const { t } = useTranslation();
  const url = useObjectUrl(bytes, document.contentType);
  const isText = TEXTS.includes(document.contentType ?? 'text/plain');
  const isPdf = document.contentType === 'application/pdf';
  const [framed, setFramed] = useState(isPdf);
  useEffect(() => {
    const refused = (event: SecurityPolicyViolationEvent) => {
      if (event.effectiveDirective === 'frame-src') setFramed(false);
    };
    window.document.addEventListener('securitypolicyviolation', refused);
    return () => window.document.removeEventListener('securitypolicyviolation', refused);
  }, []);
  return (
    <>
      {isText && (
        <Box sx={{ p: 4, whiteSpace: 'pre-wrap', maxWidth: '72ch', lineHeight: 1.55 }}>
          {wordsOf(bytes, document.contentType ?? 'text/plain')}
        </Box>
      )}
      {framed && (
        <Box
          component="iframe"
          src={url}
          title={document.title}
          sx={{ border: 0, width: '100%', height: '70vh', display: 'block' }}
        />
      )}
      {isPdf && !framed && <EmptyState title={t('document.noPreview')} hint={t('document.noPreviewHint')} />}
      {document.contentType?.startsWith('image/') && (
        <Box component="img" src={url} alt={document.title} sx={{ maxWidth: '100%', p: 4 }} />
      )}
      <Box sx={{ p: 3, borderTop: 1, borderColor: 'divider' }}>
        <Button
          component="a"
          href={url}
          download={fileName(document)}
          size="small"
          variant="outlined"
          startIcon={<Download size={16} aria-hidden />}
        >
          {t('action.download')}
        </Button>
      </Box>
    </>
  );
};

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/html': 'html',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

const fileName = (document: RecordDocument): string =>
  `${document.title.replace(/[^\p{L}\p{N} _-]/gu, '').trim() || 'document'}.${ENDINGS[document.contentType ?? ''] ?? 'bin'}`;

/** One document: its words or its pages, and a way to keep a copy. */
export const DocumentPreview = ({ document }: { readonly document: RecordDocument }) => {
  const { t } = useTranslation();
  const query = useQuery(contentQuery(document));
  return (
    <Panel title={document.title} flush>
      <Box
        sx={{ px: 4, py: 2, color: 'text.secondary', fontSize: '0.8125rem', borderBottom: 1, borderColor: 'divider' }}
      >
        {[document.kind, formatInstant(document.at), document.author].filter(Boolean).join(' · ')}
      </Box>
      <Answer
        query={{ ...query, data: query.data === null ? [] : query.data && [query.data] }}
        lines={8}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t('document.noContent')} hint={t('document.noContentHint')} />}
      >
        {([bytes]) => bytes && <Content document={document} bytes={bytes} />}
      </Answer>
    </Panel>
  );
};
