// SPDX-License-Identifier: Apache-2.0
import type { WorkspaceKind } from '@/lib/workspaces';

const NAME = 'keneya-workspace';

/** Asks the record on screen to open a workspace, from anywhere (palette, empty section). */
export const askWorkspace = (kind: WorkspaceKind): void => {
  window.dispatchEvent(new CustomEvent<WorkspaceKind>(NAME, { detail: kind }));
};

export const onWorkspaceAsked = (open: (kind: WorkspaceKind) => void): (() => void) => {
  const listen = (event: Event) => open((event as CustomEvent<WorkspaceKind>).detail);
  window.addEventListener(NAME, listen);
  return () => window.removeEventListener(NAME, listen);
};
