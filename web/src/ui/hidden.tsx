// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Style of what is read aloud and not drawn. */
export const hiddenStyle = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

/** Words for assistive technology only. */
export const Hidden = ({ children }: { readonly children: ReactNode }) => (
  <Box component="span" sx={hiddenStyle}>
    {children}
  </Box>
);
