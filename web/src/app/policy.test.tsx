// SPDX-License-Identifier: Apache-2.0
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Policy } from '@/features/policy/policy-query';
import { fakeClinic } from '@/testing/fake-clinic';
import { openOffice } from '@/testing/fake-office';
import { aRecord } from '@/testing/fixtures';
import { renderApp } from '@/testing/render-app';

const policy: Policy = {
  options: { 'care-relation': false },
  sets: { clinical: ['Condition'] },
  roles: {
    nurse: [
      { says: 'Dossier', types: ['@clinical'], allows: 'rs', option: '!care-relation' },
      {
        says: 'Dossier des suivis',
        types: ['@clinical'],
        allows: 'rs',
        option: 'care-relation',
        with: 'Encounter?x=1',
      },
    ],
  },
};

const switchOf = () => screen.findByRole('switch', { name: 'Patients suivis seulement' });

test('an administrator turns an option on, and back', async () => {
  const office = openOffice({ policy });
  const { user } = renderApp('/droits-acces', fakeClinic('admin', aRecord(), office));
  const option = await switchOf();
  expect(option).not.toBeChecked();
  expect(await screen.findByText('Politique d’origine')).toBeVisible();
  await user.click(option);
  await waitFor(() => expect(option).toBeChecked());
  expect(office.policy).toMatchObject({ options: { 'care-relation': true }, roles: policy.roles });
  await user.click(await screen.findByRole('button', { name: 'Annuler' }));
  await waitFor(() => expect(option).not.toBeChecked());
  expect(office.version).toBe(2);
});

test('who comes late with a change is told, and sees the policy as it is now', async () => {
  const office = openOffice({ policy });
  const { user } = renderApp('/droits-acces', fakeClinic('admin', aRecord(), office));
  const option = await switchOf();
  office.version = 7;
  office.policy = { ...policy, options: { 'care-relation': true } };
  await user.click(option);
  expect(await screen.findByText(/vient d’être modifiée par quelqu’un d’autre/)).toBeVisible();
  await waitFor(() => expect(option).toBeChecked());
  expect(office.version).toBe(7);
});

test('the officer reads the policy and changes nothing', async () => {
  renderApp('/droits-acces', fakeClinic('dpo', aRecord(), openOffice({ policy })));
  expect((await screen.findAllByText('Désactivé')).length).toBe(1);
  expect(screen.queryByRole('switch')).not.toBeInTheDocument();
  const table = screen.getAllByRole('table', { name: 'Qui voit et modifie quoi' })[0] as HTMLElement;
  expect(within(table).getByRole('row', { name: /Dossier clinique/ })).toHaveTextContent('Lit');
});

test('who treats does not see the policy', async () => {
  renderApp('/droits-acces', fakeClinic('physician'));
  expect(await screen.findByText('Accès non autorisé')).toBeVisible();
});
