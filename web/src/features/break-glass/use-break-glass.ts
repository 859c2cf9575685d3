// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/fhir/client';
import { type Opening, type RecordAccess, readRecordAnew, recordAccessQuery } from '@/fhir/record-access';
import type { BreakGlassDraft } from './break-glass-draft';

type BreakGlass = {
  readonly open: (draft: BreakGlassDraft) => Promise<Opening>;
  /** To be called once it was opened. */
  readonly opened: (opening: Opening) => Promise<void>;
  readonly end: (opening: Opening) => Promise<void>;
  /** The time is used up: what was read is forgotten first, then the server is asked how it stands. */
  readonly over: () => Promise<void>;
};

/** Opens one patient's record in an emergency and closes it again; the whole record is read anew each time. */
export const useBreakGlass = (patientId: string): BreakGlass => {
  const client = useQueryClient();
  const { queryKey } = recordAccessQuery(patientId);
  const settle = async (open: Opening | undefined): Promise<void> => {
    client.setQueryData<RecordAccess>(queryKey, (before) => before && { ...before, open });
    await Promise.all([client.invalidateQueries({ queryKey }), readRecordAnew(client, patientId)]);
  };
  return {
    open: ({ reason, text, minutes }) =>
      api.post('/api/break-glass', { patient: patientId, reason, text: text.trim(), minutes: Number(minutes) }),
    opened: settle,
    end: async ({ id }) => {
      await api.remove(`/api/break-glass/${id}`);
      await settle(undefined);
    },
    over: () => settle(undefined),
  };
};
