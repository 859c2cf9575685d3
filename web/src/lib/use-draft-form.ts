// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from 'react';
import { type DefaultValues, type FieldValues, type Resolver, type UseFormReturn, useForm } from 'react-hook-form';
import { clearDraft, type DraftKey, readDraft, writeDraft } from '@/lib/drafts';

type Options<T extends FieldValues> = {
  readonly key: DraftKey;
  readonly defaultValues: T;
  readonly resolver: Resolver<T>;
  /** Pause in typing after which the draft is written, milliseconds. */
  readonly pause?: number;
};

type DraftForm<T extends FieldValues> = {
  readonly form: UseFormReturn<T>;
  /** The form opened on work left unfinished earlier. */
  readonly restored: boolean;
  /** Forgets the draft; with `values` the form starts again from them. */
  readonly discard: (values?: T) => void;
};

/** A form that writes what is typed to the tab's drafts on each pause, and opens on the draft it finds. */
export const useDraftForm = <T extends FieldValues>({
  key,
  defaultValues,
  resolver,
  pause = 400,
}: Options<T>): DraftForm<T> => {
  const [found] = useState(() => readDraft<T>(key));
  const [restored, setRestored] = useState(found !== undefined);
  const form = useForm<T>({
    defaultValues: { ...defaultValues, ...found } as DefaultValues<T>,
    resolver,
    mode: 'onSubmit',
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef<{ readonly key: DraftKey; readonly values: T | undefined }>({ key, values: undefined });
  latest.current = { ...latest.current, key };

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    if (latest.current.values) writeDraft(latest.current.key, latest.current.values);
    latest.current = { ...latest.current, values: undefined };
  }, []);

  useEffect(() => {
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        clearTimeout(timer.current);
        latest.current = { ...latest.current, values };
        timer.current = setTimeout(flush, pause);
      },
    });
    window.addEventListener('pagehide', flush);
    return () => {
      stop();
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [form, flush, pause]);

  const discard = useCallback(
    (values?: T) => {
      if (values) form.reset(values);
      clearTimeout(timer.current);
      latest.current = { ...latest.current, values: undefined };
      clearDraft(latest.current.key);
      setRestored(false);
    },
    [form],
  );
  return { form, restored, discard };
};
