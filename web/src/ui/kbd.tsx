// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';

/** A key of the keyboard, as drawn on help texts. */
export const Kbd = ({ children }: { readonly children: string }) => (
  <Box
    component="kbd"
    sx={{
      fontFamily: 'inherit',
      fontSize: '0.75rem',
      lineHeight: '18px',
      px: 1.5,
      border: 1,
      borderColor: 'surface.line',
      borderBottomWidth: 2,
      borderRadius: '4px',
      bgcolor: 'surface.raised',
      color: 'text.secondary',
      whiteSpace: 'nowrap',
    }}
  >
    {children}
  </Box>
);
