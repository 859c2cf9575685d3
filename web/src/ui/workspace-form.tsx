// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { FormEventHandler, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '@/lib/use-hotkey';
import { Kbd } from '@/ui/kbd';

type Props = {
  readonly label: string;
  readonly onSubmit: FormEventHandler<HTMLFormElement> & (() => unknown);
  readonly onDiscard: () => void;
  readonly restored: boolean;
  readonly saving: boolean;
  readonly alert?: ReactNode;
  readonly children: ReactNode;
};

/** Fields of a workspace, with its two actions at the bottom right. Ctrl S saves from anywhere on the page. */
export const WorkspaceForm = ({ label, onSubmit, onDiscard, restored, saving, alert, children }: Props) => {
  const { t } = useTranslation();
  useHotkey('mod+s', () => onSubmit());
  return (
    <Box
      component="form"
      noValidate
      onSubmit={onSubmit}
      aria-label={label}
      sx={{ display: 'flex', flexDirection: 'column', minHeight: '100%' }}
    >
      <Box sx={{ p: 4, display: 'grid', gap: 4, alignContent: 'start', flex: 1 }}>
        {restored && (
          <Box
            role="status"
            sx={{
              px: 3,
              py: 2,
              borderRadius: 1,
              bgcolor: 'clinical.draftWash',
              color: 'clinical.draft',
              fontSize: '0.8125rem',
              fontWeight: 600,
            }}
          >
            {t('workspace.restored')}
          </Box>
        )}
        {children}
        {alert}
      </Box>
      <Box
        sx={{
          position: 'sticky',
          bottom: 0,
          bgcolor: 'background.paper',
          borderTop: 1,
          borderColor: 'divider',
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
        <Button onClick={onDiscard}>{t('action.discard')}</Button>
        <Button type="submit" variant="contained" disabled={saving}>
          {saving ? t('action.saving') : t('action.save')}
        </Button>
      </Box>
    </Box>
  );
};
