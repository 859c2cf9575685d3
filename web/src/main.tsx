// SPDX-License-Identifier: Apache-2.0
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import { openDoor } from '@/fhir/transport';
import { startTranslations } from '@/lib/i18n';
import { accessToken, renewedToken } from './app/auth/sign-in';
import { Providers } from './app/providers';
import { newQueryClient } from './app/query-client';
import { newRouter } from './app/router';

openDoor({ token: accessToken, renew: renewedToken });

const router = newRouter();
const client = newQueryClient();

startTranslations().then(() => {
  const root = document.getElementById('root');
  if (!root) throw new Error('No root element');
  createRoot(root).render(
    <StrictMode>
      <Providers client={client}>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  );
});
