// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import { useTranslation } from 'react-i18next';
import { Kbd } from '@/ui/kbd';

const KEYS = [
  ['Ctrl K', 'help.palette'],
  ['/', 'help.search'],
  ['↑ ↓', 'help.arrows'],
  ['Enter', 'help.enter'],
  ['Ctrl S', 'help.save'],
  ['Esc', 'help.escape'],
  ['N', 'help.new'],
  ['?', 'help.help'],
] as const;

type Props = { readonly open: boolean; readonly onClose: () => void };

/** All the keys that do something. */
export const KeyboardHelp = ({ open, onClose }: Props) => {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby="keyboard-help" maxWidth="xs" fullWidth>
      <Box sx={{ p: 5 }}>
        <Box component="h2" id="keyboard-help" sx={{ m: 0, mb: 4, fontSize: '1.125rem' }}>
          {t('help.title')}
        </Box>
        <Box
          component="dl"
          sx={{ m: 0, display: 'grid', gridTemplateColumns: '96px 1fr', rowGap: 3, alignItems: 'center' }}
        >
          {KEYS.map(([key, label]) => (
            <Box key={key} sx={{ display: 'contents' }}>
              <dt>
                <Kbd>{key === 'Enter' ? t('help.enterKey') : key === 'Esc' ? t('help.escapeKey') : key}</Kbd>
              </dt>
              <Box component="dd" sx={{ m: 0 }}>
                {t(label)}
              </Box>
            </Box>
          ))}
        </Box>
        <Box sx={{ mt: 5, textAlign: 'right' }}>
          <Button variant="outlined" onClick={onClose} autoFocus>
            {t('action.close')}
          </Button>
        </Box>
      </Box>
    </Dialog>
  );
};
