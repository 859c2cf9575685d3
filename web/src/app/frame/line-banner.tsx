// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { Clock, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Line, onLine } from '@/fhir/transport';

/** Says that the server is slow or out of reach, and that what is typed is kept. */
export const LineBanner = () => {
  const { t } = useTranslation();
  const [line, setLine] = useState<Line>('ok');
  useEffect(() => {
    const stop = onLine(setLine);
    const lost = () => setLine('lost');
    const back = () => setLine('ok');
    window.addEventListener('offline', lost);
    window.addEventListener('online', back);
    return () => {
      stop();
      window.removeEventListener('offline', lost);
      window.removeEventListener('online', back);
    };
  }, []);
  const lost = line === 'lost';
  return (
    <Box role="status">
      {line !== 'ok' && (
        <Box
          sx={{
            display: 'flex',
            gap: 2,
            alignItems: 'center',
            px: 5,
            py: 2,
            fontWeight: 600,
            fontSize: '0.8125rem',
            color: lost ? 'clinical.critical' : 'clinical.warning',
            bgcolor: lost ? 'clinical.criticalWash' : 'clinical.warningWash',
          }}
        >
          {lost ? <WifiOff size={16} aria-hidden /> : <Clock size={16} aria-hidden />}
          {lost ? t('line.lost') : t('line.slow')}
        </Box>
      )}
    </Box>
  );
};
