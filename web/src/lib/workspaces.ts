// SPDX-License-Identifier: Apache-2.0
import { type DraftKey, readDraft, writeDraft } from '@/lib/drafts';

/** What can be written beside a record. */
export type WorkspaceKind = 'observation' | 'condition' | 'allergy' | 'consent';

/** Workspaces open beside one record, in the order they were opened; `active` is the one in front. */
export type Workspaces = { readonly open: readonly WorkspaceKind[]; readonly active?: WorkspaceKind };

const NONE: Workspaces = { open: [] };

const key = (user: string, patientId: string): DraftKey => ({ user, subject: patientId, kind: 'open' });

export const readWorkspaces = (user: string, patientId: string): Workspaces =>
  readDraft<Workspaces>(key(user, patientId)) ?? NONE;

export const writeWorkspaces = (user: string, patientId: string, workspaces: Workspaces): void =>
  writeDraft(key(user, patientId), workspaces);

export const openWorkspace = (all: Workspaces, kind: WorkspaceKind): Workspaces => ({
  open: all.open.includes(kind) ? all.open : [...all.open, kind],
  active: kind,
});

/** Closes one; the last opened of the others comes to the front. */
export const closeWorkspace = (all: Workspaces, kind: WorkspaceKind): Workspaces => {
  const open = all.open.filter((one) => one !== kind);
  return { open, active: all.active === kind ? open[open.length - 1] : all.active };
};
