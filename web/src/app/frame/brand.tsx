// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { BoxLink } from '@/ui/router-link';

/** The mark and the name: back to the home screen. */
export const Brand = () => {
  const { t } = useTranslation();
  return (
    <BoxLink
      to="/"
      aria-label={t('nav.homeOf')}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 2,
        color: 'inherit',
        textDecoration: 'none',
        '&:focus-visible': { outlineColor: 'currentColor !important' },
      }}
    >
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <path
          d="M10 6v20M10 17.5 21 6.5M13.5 14.2 22.5 26"
          fill="none"
          stroke="currentColor"
          strokeWidth="3.4"
          strokeLinecap="round"
        />
        <circle cx="24" cy="14.5" r="2.6" fill="#f2b24c" />
      </svg>
      <Box
        component="span"
        sx={{ fontWeight: 750, fontSize: '1.125rem', letterSpacing: '-0.01em', display: { xs: 'none', sm: 'inline' } }}
      >
        Keneya
      </Box>
    </BoxLink>
  );
};
