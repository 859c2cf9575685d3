// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Issue, isFailure } from '@/fhir/failure';

type Props = { readonly error: unknown; readonly issues: readonly Issue[] };

/** What the server said that belongs to no single field, above the button that was pressed. */
export const FormAlert = ({ error, issues }: Props) => {
  const { t } = useTranslation();
  if (!error) return null;
  const kind = isFailure(error) ? error.kind : 'server';
  if (kind === 'refused' && issues.length === 0) return null;
  const lines = issues.length ? issues.map((issue) => issue.text) : [t(`failure.${kind}`)];
  return (
    <Box
      role="alert"
      sx={{
        display: 'flex',
        gap: 2,
        p: 3,
        borderRadius: 1,
        color: 'clinical.critical',
        bgcolor: 'clinical.criticalWash',
        fontWeight: 600,
      }}
    >
      <TriangleAlert size={18} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <div>
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
        {isFailure(error) && error.requestId && (
          <Box sx={{ fontWeight: 400, fontSize: '0.8125rem' }}>{t('state.requestId', { id: error.requestId })}</Box>
        )}
      </div>
    </Box>
  );
};
