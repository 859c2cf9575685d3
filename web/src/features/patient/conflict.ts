// SPDX-License-Identifier: Apache-2.0
import type { PatientDraft } from './patient-draft';

export type DraftField = keyof PatientDraft;

/** A field that somebody else changed while this form was open. */
export type Change = {
  readonly field: DraftField;
  readonly before: string;
  readonly mine: string;
  readonly theirs: string;
  /** Both sides changed it, differently: only a person can choose. */
  readonly disputed: boolean;
};

/** What somebody else changed between `base` and `theirs`, seen from what is typed now. */
export const changesOf = (base: PatientDraft, mine: PatientDraft, theirs: PatientDraft): readonly Change[] =>
  (Object.keys(base) as DraftField[])
    .filter((field) => theirs[field] !== base[field])
    .map((field) => ({
      field,
      before: String(base[field]),
      mine: String(mine[field]),
      theirs: String(theirs[field]),
      disputed: mine[field] !== base[field] && mine[field] !== theirs[field],
    }));

/** What is typed, on top of the other's work: disputed fields follow the choice made for each. */
export const mergedDraft = (
  mine: PatientDraft,
  theirs: PatientDraft,
  changes: readonly Change[],
  choices: Readonly<Partial<Record<DraftField, 'mine' | 'theirs'>>>,
): PatientDraft => {
  const taken = changes
    .filter((change) => !change.disputed || choices[change.field] === 'theirs')
    .map((change) => change.field);
  return { ...mine, ...Object.fromEntries(taken.map((field) => [field, theirs[field]])) };
};
