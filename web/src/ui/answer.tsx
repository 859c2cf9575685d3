// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useStanding } from '@/fhir/record-access';
import { ClosedState, FailureState, ForbiddenState, LoadingState } from '@/ui/states';

/** What an answer needs of a query: TanStack Query's results fit. */
type Asked<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
};

type Props<T> = {
  readonly query: Asked<T>;
  /** False when the role may not read this at all: nothing is asked and the screen says so. */
  readonly allowed?: boolean;
  readonly lines?: number;
  readonly empty: ReactNode;
  readonly isEmpty: (data: T) => boolean;
  readonly children: (data: T) => ReactNode;
};

/** One of the pictures of a question: loading, not permitted, failed, closed, empty, or the data. */
export const Answer = <T,>({ query, allowed = true, lines, empty, isEmpty, children }: Props<T>) => {
  const standing = useStanding();
  if (!allowed) return <ForbiddenState />;
  if (query.data !== undefined && !isEmpty(query.data)) return children(query.data);
  if (query.data !== undefined && standing !== 'asking') return standing === 'open' ? empty : <ClosedState />;
  if (query.error) return <FailureState error={query.error} retry={() => query.refetch()} />;
  return <LoadingState lines={lines} />;
};
