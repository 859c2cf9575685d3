// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { Radio, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '@/lib/dates';
import { Tag } from '@/ui/tag';
import type { LiveLine } from './use-live-beds';

/** Whether what is on the screen follows the beds, or since when it no longer does. */
export const LiveTag = ({ line }: { readonly line: LiveLine }) => {
  const { t } = useTranslation();
  return (
    <Box role="status" sx={{ display: 'inline-flex' }}>
      {line.state === 'live' && (
        <Tag tone="signed" icon={Radio}>
          {t('beds.live')}
        </Tag>
      )}
      {line.state === 'cut' && (
        <Tag tone="critical" icon={WifiOff} strong>
          {t('beds.cutSince', { time: formatTime(new Date(line.since).toISOString()) })}
        </Tag>
      )}
    </Box>
  );
};
