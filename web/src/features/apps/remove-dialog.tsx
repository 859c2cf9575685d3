// SPDX-License-Identifier: Apache-2.0
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { FormAlert } from '@/ui/form-alert';
import { useToast } from '@/ui/toasts';
import { type App, apps, appsQuery } from './apps-query';

type Props = { readonly app: App; readonly onClose: () => void };

/** Asks once more before an application is shut out. */
export const RemoveDialog = ({ app, onClose }: Props) => {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const removed = useMutation({
    mutationFn: () => apps.remove(app.clientId),
    onSuccess: async () => {
      onClose();
      toast(t('apps.removed', { name: app.name }));
      await client.invalidateQueries({ queryKey: appsQuery.queryKey });
    },
  });
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="remove-title">
      <DialogTitle id="remove-title">{t('apps.removeTitle', { name: app.name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Typography>{t('apps.removeLead')}</Typography>
        <FormAlert error={removed.error} issues={isFailure(removed.error) ? removed.error.issues : []} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {t('action.cancel')}
        </Button>
        <Button variant="contained" color="error" disabled={removed.isPending} onClick={() => removed.mutate()}>
          {t('apps.remove')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
