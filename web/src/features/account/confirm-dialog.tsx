// SPDX-License-Identifier: Apache-2.0
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { FormAlert } from '@/ui/form-alert';
import { TextInput } from '@/ui/text-input';

type Props = {
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly children?: ReactNode;
  readonly onConfirm: (password: string) => Promise<unknown>;
  readonly onClose: () => void;
};

/** Asks for the password once more before something that changes how one gets in. */
export const ConfirmDialog = ({ title, lead, action, children, onConfirm, onClose }: Props) => {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const confirmed = useMutation({ mutationFn: onConfirm });
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="confirm-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirmed.mutate(password);
        }}
      >
        <DialogTitle id="confirm-title">{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <Typography>{lead}</Typography>
          {children}
          <TextInput
            label={t('account.currentPassword')}
            required
            autoFocus
            input={{
              type: 'password',
              autoComplete: 'current-password',
              value: password,
              onChange: (event) => setPassword(event.currentTarget.value),
            }}
          />
          <FormAlert error={confirmed.error} issues={isFailure(confirmed.error) ? confirmed.error.issues : []} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!password || confirmed.isPending}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
