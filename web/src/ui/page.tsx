// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect } from 'react';

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
  readonly width?: number;
};

/** Names the browser tab after the screen. */
export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = title ? `${title} · Keneya` : 'Keneya';
  }, [title]);
};

/** A screen outside a patient record: its title, its main action, its content. */
export const Page = ({ title, lead, action, children, width = 1240 }: Props) => {
  useTitle(title);
  return (
    <Box sx={{ px: { xs: 4, sm: 6 }, py: { xs: 4, sm: 6 }, maxWidth: width, mx: 'auto', width: '100%' }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 4, mb: 5, flexWrap: 'wrap' }}>
        <Box sx={{ flex: 1, minWidth: 200 }}>
          <Typography component="h1" variant="h1">
            {title}
          </Typography>
          {lead && <Typography sx={{ color: 'text.secondary', mt: 1 }}>{lead}</Typography>}
        </Box>
        {action}
      </Box>
      {children}
    </Box>
  );
};
