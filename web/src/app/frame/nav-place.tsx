// SPDX-License-Identifier: Apache-2.0
import type { SxProps, Theme } from '@mui/material/styles';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ComponentType } from 'react';
import { BoxLink } from '@/ui/router-link';

/** A place of the navigation, in words. */
export type NamedPlace = {
  readonly to: NonNullable<ComponentProps<typeof BoxLink>['to']>;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly badge?: ComponentType;
  readonly current: boolean;
};

/** An item of the rail and of the bar: an icon above a word. */
export const itemStyle = {
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 1,
  minHeight: { xs: 56, sm: 60 },
  minWidth: { xs: 0, sm: 72 },
  flex: { xs: 1, sm: 'none' },
  px: { xs: 1, sm: 0 },
  position: 'relative',
  fontSize: '0.75rem',
  fontWeight: 600,
  lineHeight: 1.2,
  textAlign: 'center',
  color: 'text.secondary',
  textDecoration: 'none',
  '&:hover': { color: 'text.primary' },
  '&[data-current]': {
    color: 'primary.main',
    boxShadow: {
      xs: 'inset 0 3px 0 var(--kn-palette-primary-main)',
      sm: 'inset 3px 0 0 var(--kn-palette-primary-main)',
    },
  },
  '&:focus-visible': { outlineOffset: '-3px !important' },
} satisfies SxProps<Theme>;

/** One place; what is not in the bar of a phone stands in its sheet. */
export const NavPlace = ({
  to,
  label,
  icon: Icon,
  badge: Badge,
  current,
  inBar,
}: NamedPlace & { readonly inBar: boolean }) => (
  <BoxLink
    to={to}
    activeOptions={{ exact: true, includeSearch: false }}
    data-current={current || undefined}
    sx={{ ...itemStyle, display: { xs: inBar ? 'flex' : 'none', sm: 'flex' } }}
  >
    <Icon size={20} aria-hidden />
    {label}
    {Badge && <Badge />}
  </BoxLink>
);
