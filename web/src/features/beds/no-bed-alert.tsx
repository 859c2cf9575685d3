// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { FormAlert } from '@/ui/form-alert';
import type { Reason } from './beds-types';

const reasonsOf = (error: unknown): readonly Reason[] => {
  if (!isFailure(error) || error.status !== 409) return [];
  return (error.answer as { readonly reasons?: readonly Reason[] } | undefined)?.reasons ?? [];
};

/** No bed fits: what stood in the way, hospital by hospital. Any other refusal in its own words. */
export const NoBedAlert = ({ error }: { readonly error: unknown }) => {
  const { t } = useTranslation();
  const reasons = reasonsOf(error);
  if (reasons.length === 0) {
    return (
      <Box sx={{ mt: 2 }}>
        <FormAlert error={error} issues={isFailure(error) ? error.issues : []} />
      </Box>
    );
  }
  return (
    <Box
      role="alert"
      sx={{
        display: 'flex',
        gap: 2,
        mt: 2,
        p: 3,
        borderRadius: 1,
        color: 'clinical.critical',
        bgcolor: 'clinical.criticalWash',
      }}
    >
      <TriangleAlert size={18} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <div>
        <Box sx={{ fontWeight: 700 }}>{t('beds.noBed')}</Box>
        <Box component="ul" sx={{ m: 0, pl: 4 }}>
          {reasons.map((reason) => (
            <li key={reason.text}>{reason.text}</li>
          ))}
        </Box>
        <Box sx={{ mt: 1 }}>{t('beds.noBedHint')}</Box>
      </div>
    </Box>
  );
};
