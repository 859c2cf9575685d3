// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { clearAllDrafts, clearDraft, readDraft, writeDraft } from './drafts';
import { recentPatients, rememberPatient } from './recent-patients';
import { closeWorkspace, openWorkspace, readWorkspaces, writeWorkspaces } from './workspaces';

const key = { user: 'medecin', subject: 'p1', kind: 'observation' };

test('a draft is found again by the same user on the same record only', () => {
  writeDraft(key, { value: '12' });
  expect(readDraft(key)).toEqual({ value: '12' });
  expect(readDraft({ ...key, user: 'ide' })).toBeUndefined();
  expect(readDraft({ ...key, subject: 'p2' })).toBeUndefined();
});

test('a draft goes when cleared, and all of them at sign-out', () => {
  writeDraft(key, 1);
  writeDraft({ ...key, kind: 'allergy' }, 2);
  sessionStorage.setItem('other', 'kept');
  clearDraft(key);
  expect(readDraft(key)).toBeUndefined();
  clearAllDrafts();
  expect(readDraft({ ...key, kind: 'allergy' })).toBeUndefined();
  expect(sessionStorage.getItem('other')).toBe('kept');
});

test('a draft that cannot be read is no draft', () => {
  sessionStorage.setItem('keneya.draft.medecin.p1.observation', '{');
  expect(readDraft(key)).toBeUndefined();
});

test('recent patients are newest first, once each, twelve at most', () => {
  for (let i = 0; i < 15; i++) rememberPatient('medecin', `p${i}`);
  rememberPatient('medecin', 'p5');
  expect(recentPatients('medecin').slice(0, 3)).toEqual(['p5', 'p14', 'p13']);
  expect(recentPatients('medecin')).toHaveLength(12);
  expect(recentPatients('ide')).toEqual([]);
});

test('workspaces stack, and closing one brings the last other to the front', () => {
  const two = openWorkspace(openWorkspace({ open: [] }, 'observation'), 'allergy');
  expect(two).toEqual({ open: ['observation', 'allergy'], active: 'allergy' });
  expect(closeWorkspace(two, 'allergy')).toEqual({ open: ['observation'], active: 'observation' });
  writeWorkspaces('medecin', 'p1', two);
  expect(readWorkspaces('medecin', 'p1')).toEqual(two);
});
