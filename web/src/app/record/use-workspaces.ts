// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import { useSession } from '@/fhir/session';
import {
  closeWorkspace,
  openWorkspace,
  readWorkspaces,
  type WorkspaceKind,
  type Workspaces,
  writeWorkspaces,
} from '@/lib/workspaces';
import { onWorkspaceAsked } from './ask-workspace';

type Desk = {
  readonly workspaces: Workspaces;
  readonly open: (kind: WorkspaceKind) => void;
  readonly close: (kind: WorkspaceKind) => void;
};

/** The workspaces open beside one record; found again after a reload. */
export const useWorkspaces = (patientId: string): Desk => {
  const { user } = useSession();
  const [workspaces, setWorkspaces] = useState(() => readWorkspaces(user.login, patientId));
  useEffect(() => writeWorkspaces(user.login, patientId, workspaces), [user.login, patientId, workspaces]);
  useEffect(() => onWorkspaceAsked((kind) => setWorkspaces((all) => openWorkspace(all, kind))), []);
  return {
    workspaces,
    open: (kind) => setWorkspaces((all) => openWorkspace(all, kind)),
    close: (kind) => setWorkspaces((all) => closeWorkspace(all, kind)),
  };
};
