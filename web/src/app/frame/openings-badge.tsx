// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { openingsQuery } from '@/features/break-glass/openings-query';
import { Hidden } from '@/ui/hidden';

const EVERY = 60_000;

/** How many openings wait for a verdict, at the corner of their place in the navigation. */
export const OpeningsBadge = () => {
  const { t } = useTranslation();
  const { data } = useQuery({ ...openingsQuery(true), refetchInterval: EVERY });
  const count = data?.length ?? 0;
  if (count === 0) return null;
  return (
    <>
      <Box
        component="span"
        aria-hidden
        sx={{
          position: 'absolute',
          top: 6,
          left: 'calc(50% + 6px)',
          minWidth: 18,
          px: 1,
          borderRadius: '9px',
          fontSize: '0.6875rem',
          lineHeight: '18px',
          fontWeight: 700,
          color: 'background.paper',
          bgcolor: 'clinical.critical',
        }}
      >
        {count > 99 ? '99+' : count}
      </Box>
      <Hidden>, {t('nav.openingsWaiting', { count })}</Hidden>
    </>
  );
};
