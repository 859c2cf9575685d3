// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/ui/toasts';

type Props = { readonly codes: readonly string[]; readonly onClose: () => void };

/** The recovery codes, this once. */
export const RecoveryCodesDialog = ({ codes, onClose }: Props) => {
  const { t } = useTranslation();
  const toast = useToast();
  return (
    <Dialog open maxWidth="xs" fullWidth aria-labelledby="recovery-title">
      <DialogTitle id="recovery-title">{t('account.recoveryTitle')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Typography>{t('account.recoveryLead')}</Typography>
        <Box
          component="ul"
          sx={{
            m: 0,
            p: 3,
            listStyle: 'none',
            display: 'grid',
            gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
            gap: 2,
            fontFamily: 'monospace',
            bgcolor: 'surface.raised',
            borderRadius: 1,
          }}
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button
          onClick={async () => {
            await navigator.clipboard.writeText(codes.join('\n'));
            toast(t('account.copied'));
          }}
        >
          {t('account.copy')}
        </Button>
        <Button variant="contained" onClick={onClose} autoFocus>
          {t('account.noted')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
