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
import type { Registered } from './apps-query';

type Props = { readonly app: Registered; readonly onClose: () => void };

/** What the application's makers need; a secret is shown this once. */
export const RegisteredDialog = ({ app, onClose }: Props) => {
  const { t } = useTranslation();
  const toast = useToast();
  const facts: readonly (readonly [string, string])[] = [
    [t('apps.clientId'), app.clientId],
    ...(app.clientSecret ? [[t('apps.secret'), app.clientSecret] as const] : []),
  ];
  return (
    <Dialog open maxWidth="sm" fullWidth aria-labelledby="registered-title">
      <DialogTitle id="registered-title">{t('apps.registered', { name: app.name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Typography>{app.clientSecret ? t('apps.secretLead') : t('apps.registeredLead')}</Typography>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 3 }}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <Box component="dt" sx={{ fontSize: '0.8125rem', fontWeight: 600 }}>
                {name}
              </Box>
              <Box
                component="dd"
                sx={{
                  m: 0,
                  mt: 1,
                  p: 2,
                  fontFamily: 'monospace',
                  overflowWrap: 'anywhere',
                  bgcolor: 'surface.raised',
                  borderRadius: 1,
                }}
              >
                {value}
              </Box>
            </div>
          ))}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button
          onClick={async () => {
            await navigator.clipboard.writeText(facts.map(([, value]) => value).join('\n'));
            toast(t('apps.copied'));
          }}
        >
          {t('apps.copy')}
        </Button>
        <Button variant="contained" onClick={onClose} autoFocus>
          {app.clientSecret ? t('apps.secretNoted') : t('action.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
