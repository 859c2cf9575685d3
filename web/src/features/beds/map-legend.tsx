// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';

/** What the marks mean: shape and colour together. */
export const MapLegend = () => {
  const { t } = useTranslation();
  const item = { display: 'inline-flex', alignItems: 'center', gap: 1 } as const;
  return (
    <Box
      sx={{
        position: 'absolute',
        left: 8,
        bottom: 8,
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 3,
        px: 2,
        py: 1,
        maxWidth: 'calc(100% - 16px)',
        fontSize: '0.75rem',
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: '6px',
        pointerEvents: 'none',
      }}
    >
      <Box component="span" sx={{ ...item, fontWeight: 600 }}>
        {t('beds.map.freeBeds')}
      </Box>
      <Box component="span" sx={item}>
        <Shape>
          <circle cx="7" cy="7" r="5.5" fill="var(--kn-palette-bed-free)" />
        </Shape>
        {t('beds.map.some')}
      </Box>
      <Box component="span" sx={item}>
        <Shape>
          <path d="M7 .8 13.2 7 7 13.2.8 7Z" fill="var(--kn-palette-bed-cleaning)" />
        </Shape>
        {t('beds.map.few')}
      </Box>
      <Box component="span" sx={item}>
        <Shape>
          <g stroke="var(--kn-palette-bed-closed)" strokeWidth="1.8" fill="none">
            <circle cx="7" cy="7" r="5" />
            <path d="m4 10 6-6" />
          </g>
        </Shape>
        {t('beds.map.none')}
      </Box>
    </Box>
  );
};

const Shape = ({ children }: { readonly children: React.ReactNode }) => (
  <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
    {children}
  </svg>
);
