// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode, Ref } from 'react';

type Props = {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly tone: 'warning' | 'critical' | 'unknown';
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly inner?: Ref<HTMLElement>;
};

/** A strip under the patient banner: what stands between the user and this record, and what can be done. */
export const AccessLine = ({ label, icon: Icon, tone, children, action, inner }: Props) => (
  <Box
    component="section"
    aria-label={label}
    ref={inner}
    tabIndex={-1}
    sx={{
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: 3,
      rowGap: 1.5,
      px: { xs: 3, sm: 5 },
      py: 1.5,
      color: `clinical.${tone}`,
      bgcolor: `clinical.${tone}Wash`,
      borderLeft: '4px solid',
      borderLeftColor: `clinical.${tone}`,
      borderBottom: '1px solid',
      borderBottomColor: 'divider',
      outline: 'none',
    }}
  >
    <Icon size={18} aria-hidden style={{ flexShrink: 0 }} />
    <Box sx={{ flex: '1 1 220px', minWidth: 0, fontWeight: 600, lineHeight: 1.35 }}>{children}</Box>
    {action && <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>{action}</Box>}
  </Box>
);
