// SPDX-License-Identifier: Apache-2.0
import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { type Issue, isFailure } from '@/fhir/failure';

/** Finds the field a refusal is about; undefined when it is about the whole. */
export type FieldOf<T extends FieldValues> = (issue: Issue) => FieldPath<T> | undefined;

/** Puts each refusal of the server next to its field and answers those that have none. */
export const placeRefusals = <T extends FieldValues>(
  error: unknown,
  fieldOf: FieldOf<T>,
  setError: UseFormSetError<T>,
): readonly Issue[] => {
  if (!isFailure(error)) return [];
  const homeless: Issue[] = [];
  let first = true;
  for (const issue of error.issues.filter((one) => one.severity === 'error' || one.severity === 'fatal')) {
    const field = fieldOf(issue);
    if (field) setError(field, { type: 'server', message: issue.text }, { shouldFocus: first });
    else homeless.push(issue);
    first = first && !field;
  }
  return homeless;
};
