// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MuiLink from '@mui/material/Link';
import type { SxProps, Theme } from '@mui/material/styles';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** MUI's link and button that follow the router's typed addresses. */
export const RouterLink = createLink(MuiLink);
export const RouterButton = createLink(Button);

const AnchorBox = (props: ComponentProps<'a'> & { readonly sx?: SxProps<Theme> }) => <Box component="a" {...props} />;

/** A whole block that is a link: rows of lists, tabs. */
export const BoxLink = createLink(AnchorBox);
