// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeClinic } from '@/testing/fake-clinic';
import { renderApp } from '@/testing/render-app';

test('what the bar of a phone has no room for stands in a sheet', async () => {
  const { user, router } = renderApp('/', fakeClinic('admin'));
  const bar = await screen.findByRole('navigation', { name: 'Navigation principale' });
  const more = within(bar).getByRole('button', { name: /^Plus/ });
  expect(more).toHaveAttribute('aria-expanded', 'false');
  await user.click(more);
  const sheet = await screen.findByRole('dialog', { name: 'Autres pages' });
  const places = within(sheet).getAllByRole('link');
  expect(places.map((one) => one.textContent)).toContain('Droits d’accès');
  expect(places).not.toHaveLength(0);
  expect(within(sheet).queryByRole('link', { name: 'Accueil' })).not.toBeInTheDocument();
  await user.click(within(sheet).getByRole('link', { name: 'Droits d’accès' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/droits-acces'));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
});

test('Escape closes the sheet and gives the focus back', async () => {
  const { user } = renderApp('/', fakeClinic('admin'));
  const more = await screen.findByRole('button', { name: /^Plus/ });
  await user.click(more);
  await screen.findByRole('dialog', { name: 'Autres pages' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(more).toHaveFocus();
});

test('a role with few places needs no sheet', async () => {
  renderApp('/', fakeClinic('physician'));
  await screen.findByRole('link', { name: 'Patients' });
  expect(screen.queryByRole('button', { name: /^Plus/ })).not.toBeInTheDocument();
});
