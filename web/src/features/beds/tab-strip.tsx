// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';

type Props<T extends string> = {
  readonly label: string;
  readonly tabs: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
};

/** A few ways to see the same thing, one pressed. */
export const TabStrip = <T extends string>({ label, tabs, value, disabled, onChange }: Props<T>) => (
  <Box role="group" aria-label={label} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
    {tabs.map((tab) => (
      <Box
        component="button"
        type="button"
        key={tab.value}
        disabled={disabled}
        aria-pressed={tab.value === value}
        onClick={() => onChange(tab.value)}
        sx={{
          font: 'inherit',
          fontSize: '0.8125rem',
          fontWeight: 600,
          minHeight: 30,
          px: 2.5,
          cursor: 'pointer',
          color: 'text.secondary',
          bgcolor: 'transparent',
          border: 1,
          borderColor: 'transparent',
          borderRadius: '6px',
          '&:hover': { color: 'text.primary' },
          '&[aria-pressed=true]': { color: 'primary.main', bgcolor: 'surface.wash', borderColor: 'primary.main' },
          '&:disabled': { cursor: 'default', opacity: 0.6 },
        }}
      >
        {tab.label}
      </Box>
    ))}
  </Box>
);
