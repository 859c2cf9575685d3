// SPDX-License-Identifier: Apache-2.0
import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { theme } from '@/ui/theme';
import { ToastProvider } from '@/ui/toasts';

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? undefined;
const styles = createCache({ key: 'kn', nonce });

type Props = { readonly client: QueryClient; readonly children: ReactNode };

/** What every screen stands on: styles under the page's nonce, theme, server cache, messages. */
export const Providers = ({ client, children }: Props) => (
  <CacheProvider value={styles}>
    <ThemeProvider theme={theme} defaultMode="system" modeStorageKey="keneya.theme">
      <CssBaseline enableColorScheme />
      <QueryClientProvider client={client}>
        <ToastProvider>{children}</ToastProvider>
      </QueryClientProvider>
    </ThemeProvider>
  </CacheProvider>
);
