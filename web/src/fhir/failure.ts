// SPDX-License-Identifier: Apache-2.0
/** One fault the server named: the French sentence, the rule, and the element it concerns. */
export type Issue = {
  readonly severity: string;
  readonly code?: string;
  readonly rule?: string;
  readonly text: string;
  readonly expression?: string;
};

/** What a screen must tell apart when a question has no answer. */
export type FailureKind = 'network' | 'signed-out' | 'forbidden' | 'missing' | 'conflict' | 'refused' | 'server';

/** A refused or failed call; status is 0 when the server was not reached. */
export type Failure = Error & {
  readonly failure: true;
  readonly kind: FailureKind;
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly requestId?: string;
  /** The whole answer, for those who know more of it. */
  readonly answer?: unknown;
};

const kindOf = (status: number): FailureKind => {
  if (status === 0) return 'network';
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'missing';
  if (status === 409 || status === 412) return 'conflict';
  return status < 500 ? 'refused' : 'server';
};

export const failureOf = (
  status: number,
  issues: readonly Issue[] = [],
  requestId?: string,
  answer?: unknown,
): Failure =>
  Object.assign(new Error(issues[0]?.text ?? `HTTP ${status}`), {
    failure: true as const,
    kind: kindOf(status),
    status,
    issues,
    requestId,
    answer,
  });

export const isFailure = (error: unknown): error is Failure => error instanceof Error && 'failure' in error;

export const isForbidden = (error: unknown): boolean => isFailure(error) && error.kind === 'forbidden';

type Coding = { readonly system?: string; readonly code?: string };
type OutcomeIssue = {
  readonly severity?: string;
  readonly code?: string;
  readonly diagnostics?: string;
  readonly expression?: readonly string[];
  readonly details?: { readonly text?: string; readonly coding?: readonly Coding[] };
};
type ProblemError = { readonly path?: string; readonly rule?: string; readonly text?: string };
type Answer = {
  readonly issue?: readonly OutcomeIssue[];
  readonly errors?: readonly ProblemError[];
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
};

/** Reads the issues of an OperationOutcome or of an RFC 9457 problem; empty for anything else. */
export const issuesOf = (body: unknown): readonly Issue[] => {
  if (body === null || typeof body !== 'object') return [];
  const answer = body as Answer;
  if (answer.issue) {
    return answer.issue.map((issue) => ({
      severity: issue.severity ?? 'error',
      code: issue.code,
      rule: issue.details?.coding?.find((coding) => coding.system?.endsWith('/rule'))?.code,
      text: issue.details?.text ?? issue.diagnostics ?? '',
      expression: issue.expression?.[0],
    }));
  }
  if (answer.errors?.length) {
    return answer.errors.map((e) => ({ severity: 'error', rule: e.rule, text: e.text ?? '', expression: e.path }));
  }
  const text = answer.detail ?? answer.title;
  return text ? [{ severity: 'error', code: answer.code, text }] : [];
};
