// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { qrPath } from '@/lib/qr';
import { FormAlert } from '@/ui/form-alert';
import { TextInput } from '@/ui/text-input';
import { type Added, account, type CodeOffer } from './account-query';

type Props = {
  readonly offer: CodeOffer;
  readonly onDone: (added: Added) => void;
  readonly onClose: () => void;
};

/** Shows a code generator's secret as a drawing and as text, and takes its first code. */
export const CodeSetupDialog = ({ offer, onDone, onClose }: Props) => {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirmed = useMutation({ mutationFn: account.confirmCode, onSuccess: onDone });
  const { size, path } = qrPath(offer.address);
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="code-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirmed.mutate(code);
        }}
      >
        <DialogTitle id="code-title">{t('account.codeTitle')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <Typography>{t('account.codeLead')}</Typography>
          <Box
            component="svg"
            role="img"
            aria-label={t('account.codeDrawing')}
            viewBox={`0 0 ${size} ${size}`}
            sx={{ width: 208, height: 208, mx: 'auto', bgcolor: '#ffffff', borderRadius: 1 }}
          >
            <path d={path} fill="#000000" shapeRendering="crispEdges" />
          </Box>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {t('account.codeByHand')}{' '}
            <Box component="span" sx={{ fontFamily: 'monospace', color: 'text.primary', overflowWrap: 'anywhere' }}>
              {offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}
            </Box>
          </Typography>
          <TextInput
            label={t('account.codeFirst')}
            required
            autoFocus
            input={{
              inputMode: 'numeric',
              autoComplete: 'one-time-code',
              maxLength: 7,
              value: code,
              onChange: (event) => setCode(event.currentTarget.value),
            }}
          />
          <FormAlert error={confirmed.error} issues={isFailure(confirmed.error) ? confirmed.error.issues : []} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={code.length < 6 || confirmed.isPending}>
            {t('action.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
