// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useId } from 'react';

type Props = {
  readonly title: string;
  readonly count?: number;
  readonly action?: ReactNode;
  readonly children: ReactNode;
  /** Content touches the borders (tables and lists draw their own padding). */
  readonly flush?: boolean;
};

/** A titled region of a screen: one border, no shadow. */
export const Panel = ({ title, count, action, children, flush = false }: Props) => {
  const id = useId();
  return (
    <Box
      component="section"
      aria-labelledby={id}
      sx={{
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        overflow: 'hidden',
        minWidth: 0,
      }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap', // what can be done goes below a title it leaves no room for
          alignItems: 'center',
          columnGap: 2,
          py: 1,
          px: 4,
          minHeight: 44,
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        <Typography id={id} component="h2" variant="h2" sx={{ flex: '1 1 auto', py: 1 }}>
          {title}
          {count !== undefined && (
            <Box component="span" sx={{ ml: 2, color: 'text.secondary', fontWeight: 500 }}>
              {count}
            </Box>
          )}
        </Typography>
        {action}
      </Box>
      <Box sx={flush ? undefined : { p: 4 }}>{children}</Box>
    </Box>
  );
};
