// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isFailure } from '@/fhir/failure';
import { useSession } from '@/fhir/session';
import { readDraft, writeDraft } from '@/lib/drafts';
import { allocate, allocationQuery, type Seen } from './beds-query';
import type { Emergency } from './beds-types';
import { newDraft, type RequestDraft } from './request-draft';

const TRIES = 6;

/** Whether the server may have carried the request out, or would if asked again: the network failed, or it was busy. */
const isUnsure = (error: unknown): boolean =>
  isFailure(error) && (error.status === 0 || error.status === 429 || error.status >= 500);

/**
 * The request for a bed. What is typed and what is on its way are kept in the tab, so that a crash loses nothing: the same
 * request goes again under the same key, and the server answers the same bed.
 */
export const useAllocationRequest = () => {
  const { user } = useSession();
  const client = useQueryClient();
  const login = user.login;
  const keyOf = useCallback(() => ({ user: login, subject: 'beds', kind: 'request' }), [login]);
  const [draft, setDraft] = useState<RequestDraft>(() => ({ ...newDraft(), ...readDraft<RequestDraft>(keyOf()) }));
  const latest = useRef(draft);

  const keep = useCallback(
    (next: RequestDraft) => {
      latest.current = next;
      writeDraft(keyOf(), next);
      setDraft(next);
    },
    [keyOf],
  );
  const update = useCallback((patch: Partial<RequestDraft>) => keep({ ...latest.current, ...patch }), [keep]);

  const show = useCallback(
    (seen: Seen) => {
      client.setQueryData(allocationQuery(seen.allocation.id).queryKey, seen);
      keep(newDraft(seen.allocation.id));
      void client.invalidateQueries({ queryKey: ['beds', 'allocations'] });
    },
    [client, keep],
  );

  const sending = useMutation({
    mutationFn: (emergency: Emergency) => allocate(emergency, latest.current.key),
    retry: (count, error) => count < TRIES && isUnsure(error),
    retryDelay: (count) => Math.min(5_000, 400 * 2 ** count),
    onSuccess: show,
    // Refused for good: what is asked next is another request. Unsure: it stays this one until an answer comes.
    onError: (error) => {
      if (!isUnsure(error)) update({ sent: undefined, key: crypto.randomUUID() });
    },
  });
  const { mutate } = sending;

  const send = useCallback(
    (emergency: Emergency) => {
      if (latest.current.sent) return;
      update({ sent: emergency });
      mutate(emergency);
    },
    [update, mutate],
  );

  useEffect(() => {
    if (latest.current.sent) mutate(latest.current.sent);
  }, [mutate]);

  return {
    draft,
    update,
    send,
    /** Asks once more for what may already have been carried out. */
    sendAgain: () => {
      if (latest.current.sent) mutate(latest.current.sent);
    },
    /** Gives up an answer that did not come. */
    forget: () => {
      sending.reset();
      keep({ ...latest.current, sent: undefined, key: crypto.randomUUID() });
    },
    /** Shows an allocation of the list. */
    look: (id: string | undefined) => {
      sending.reset();
      update({ current: id });
    },
    begin: (next: RequestDraft) => {
      sending.reset();
      keep(next);
    },
    isSending: sending.isPending,
    isUnsure: Boolean(draft.sent) && !sending.isPending && isUnsure(sending.error),
    error: sending.error,
  };
};

export type AllocationRequest = ReturnType<typeof useAllocationRequest>;
