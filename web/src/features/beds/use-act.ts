// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { isWorthRetrying } from '@/fhir/transport';
import { useToast } from '@/ui/toasts';
import { type Act, act, allocationQuery, type Seen } from './beds-query';

/** What can be done with an allocation. A press whose answer was lost is repeated under its own key. */
export const useAct = (id: string, onDone: (seen: Seen) => void = () => undefined) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const toast = useToast();
  const pressed = useRef<{ readonly act: string; readonly key: string }>(undefined);
  return useMutation({
    mutationFn: (asked: Act) => {
      const text = JSON.stringify([id, asked]);
      if (pressed.current?.act !== text) pressed.current = { act: text, key: crypto.randomUUID() };
      return act(id, asked, pressed.current.key);
    },
    retry: (count, error) => count < 4 && isWorthRetrying(error),
    retryDelay: (count) => 400 * 2 ** count,
    onSuccess: (seen, asked) => {
      pressed.current = undefined;
      client.setQueryData(allocationQuery(seen.allocation.id).queryKey, seen);
      void client.invalidateQueries({ queryKey: ['beds'] });
      toast(t(`bedDone.${asked.verb}`, { hospital: seen.allocation.hospital.name }));
      onDone(seen);
    },
    onError: (error) => {
      const refused = isFailure(error) && error.status > 0 && error.status < 500;
      if (refused) pressed.current = undefined;
      void client.invalidateQueries({ queryKey: ['beds'] });
      const text = isFailure(error) ? error.issues[0]?.text : undefined;
      toast(text || t(`failure.${isFailure(error) ? error.kind : 'server'}`), { tone: 'failed' });
    },
  });
};
