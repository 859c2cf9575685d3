// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/numbers';

type Props = { readonly free: number; readonly total: number };

/** The share that is not free: drawn, and in figures. Near the end also by weight. */
export const OccupancyBar = ({ free, total }: Props) => {
  const { t } = useTranslation();
  if (total === 0) return <Box sx={{ color: 'text.secondary' }}>—</Box>;
  const taken = Math.round(((total - free) / total) * 100);
  const tight = taken >= 90;
  const full = free === 0;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minWidth: 0 }}>
      <Box
        aria-hidden
        sx={{
          flex: 1,
          minWidth: 24,
          height: 8,
          borderRadius: 4,
          bgcolor: 'bed.freeWash',
          overflow: 'hidden',
          boxShadow: 'inset 0 0 0 1px var(--kn-palette-surface-line)',
        }}
      >
        <Box
          sx={{
            width: `${taken}%`,
            height: '100%',
            bgcolor: full ? 'clinical.critical' : tight ? 'bed.cleaning' : 'bed.occupied',
          }}
        />
      </Box>
      <Box
        component="span"
        title={t('beds.freeOf', { count: free, total })}
        sx={{ width: 46, textAlign: 'right', fontVariantNumeric: 'tabular-nums', fontWeight: tight ? 700 : 500 }}
      >
        {formatNumber(taken)}&nbsp;%
      </Box>
    </Box>
  );
};
