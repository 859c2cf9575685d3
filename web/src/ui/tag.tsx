// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import type { LucideIcon } from 'lucide-react';
import type { Clinical } from '@/ui/tokens';

export type Tone = Exclude<keyof Clinical, `${string}Wash`>;

type Props = { readonly tone: Tone; readonly icon?: LucideIcon; readonly children: string; readonly strong?: boolean };

/** A short status: word, sign and colour together. */
export const Tag = ({ tone, icon: Icon, children, strong = false }: Props) => (
  <Box
    component="span"
    sx={{
      display: 'inline-flex',
      alignItems: 'center',
      gap: 1,
      px: 1.5,
      py: '1px',
      borderRadius: '4px',
      fontSize: '0.75rem',
      lineHeight: '18px',
      fontWeight: strong ? 700 : 600,
      color: `clinical.${tone}`,
      bgcolor: `clinical.${tone}Wash`,
      maxWidth: '100%',
    }}
  >
    {Icon && <Icon size={13} aria-hidden strokeWidth={2.4} />}
    {children}
  </Box>
);
