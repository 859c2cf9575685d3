// SPDX-License-Identifier: Apache-2.0
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http } from 'msw';
import { Providers } from '@/app/providers';
import { newQueryClient } from '@/app/query-client';
import { newRouter } from '@/app/router';
import type { FakeClinic } from './fake-clinic';
import { network } from './network';

/** Makes the clinic answer every call of the page. */
export const openClinic = (clinic: FakeClinic): void => {
  network.use(http.all('*', ({ request }) => clinic.handle(request)));
};

/** The whole application at an address, against a clinic; answers the hands of the user and the router. */
export const renderApp = (path: string, clinic: FakeClinic) => {
  openClinic(clinic);
  const client = newQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  const router = newRouter(createMemoryHistory({ initialEntries: [path] }));
  const user = userEvent.setup({ delay: null });
  const view = render(
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { user, router, ...view };
};
