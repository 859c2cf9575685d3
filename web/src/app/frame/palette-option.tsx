// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  readonly id: string;
  readonly active: boolean;
  readonly onPick: () => void;
  readonly children: ReactNode;
};

/** One line of the palette; the active one stays in view. */
export const PaletteOption = ({ id, active, onPick, children }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) box.current?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <Box
      ref={box}
      id={id}
      role="option"
      aria-selected={active}
      onClick={onPick}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 3,
        minHeight: 44,
        px: 5,
        py: 1.5,
        cursor: 'pointer',
        bgcolor: active ? 'surface.wash' : undefined,
        boxShadow: active ? 'inset 3px 0 0 var(--kn-palette-primary-main)' : undefined,
        '&:hover': { bgcolor: active ? 'surface.wash' : 'surface.raised' },
      }}
    >
      {children}
    </Box>
  );
};
