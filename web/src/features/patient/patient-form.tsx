// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '@/lib/use-hotkey';
import { Kbd } from '@/ui/kbd';
import type { PatientDraft } from './patient-draft';
import { PatientFields } from './patient-fields';

type Props = {
  readonly label: string;
  readonly form: UseFormReturn<PatientDraft>;
  readonly restored: boolean;
  readonly saving: boolean;
  readonly saveLabel: string;
  readonly onSave: () => unknown;
  readonly onDiscard: () => void;
  readonly aside?: ReactNode;
  readonly alert?: ReactNode;
};

/** The page of a patient's form: fields on the left, what to know beside them, the two actions always in reach. */
export const PatientForm = ({ label, form, restored, saving, saveLabel, onSave, onDiscard, aside, alert }: Props) => {
  const { t } = useTranslation();
  useHotkey('mod+s', () => onSave());
  return (
    <Box
      component="form"
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
      sx={{
        display: 'grid',
        gap: 4,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: aside ? 'minmax(0, 1fr) 340px' : 'minmax(0, 880px)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
        {restored && (
          <Box
            role="status"
            sx={{
              px: 4,
              py: 2.5,
              borderRadius: 1,
              bgcolor: 'clinical.draftWash',
              color: 'clinical.draft',
              fontWeight: 600,
            }}
          >
            {t('workspace.restored')}
          </Box>
        )}
        <PatientFields form={form} />
        {alert}
        <Box
          sx={{
            position: 'sticky',
            bottom: { xs: 56, sm: 0 },
            zIndex: 2,
            bgcolor: 'background.paper',
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            px: 4,
            py: 3,
            display: 'flex',
            gap: 2,
            alignItems: 'center',
            justifyContent: 'flex-end',
          }}
        >
          <Box sx={{ mr: 'auto', display: { xs: 'none', sm: 'block' } }}>
            <Kbd>Ctrl S</Kbd>
          </Box>
          <Button onClick={onDiscard}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={saving}>
            {saving ? t('action.saving') : saveLabel}
          </Button>
        </Box>
      </Box>
      {aside && <Box sx={{ position: { lg: 'sticky' }, top: { lg: 76 }, gridRow: { xs: 1, lg: 'auto' } }}>{aside}</Box>}
    </Box>
  );
};
