// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import type { Condition } from 'fhir/r4';
import { fhir, resourcesOf } from '@/fhir/client';
import { conceptCode, conceptText } from '@/fhir/concept';
import { ICD10 } from '@/fhir/systems';

/** A problem as the screens speak of one; dates are FHIR dates. */
export type Problem = {
  readonly id: string;
  readonly label: string;
  readonly code?: string;
  readonly active: boolean;
  readonly status: string;
  readonly verification?: string;
  readonly since?: string;
  readonly until?: string;
  readonly note?: string;
};

const ACTIVE = ['active', 'recurrence', 'relapse'];

export const problemOf = (condition: Condition): Problem => {
  const status = conceptCode(condition.clinicalStatus) ?? 'unknown';
  return {
    id: condition.id ?? '',
    label: conceptText(condition.code),
    code: condition.code?.coding?.find((coding) => coding.system === ICD10)?.code,
    active: ACTIVE.includes(status) || status === 'unknown',
    status,
    verification: conceptCode(condition.verificationStatus),
    since: condition.onsetDateTime ?? condition.onsetPeriod?.start ?? condition.recordedDate,
    until: condition.abatementDateTime ?? condition.abatementPeriod?.end,
    note: condition.note?.[0]?.text,
  };
};

/** Problems of one patient, newest first; refuted and mistaken entries are left out. */
export const conditionsQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['Condition', { patient: patientId }] as const,
    queryFn: async ({ signal }): Promise<readonly Problem[]> => {
      const bundle = await fhir.search('Condition', { patient: patientId, _count: 200 }, signal);
      return resourcesOf<Condition>(bundle, 'Condition')
        .map(problemOf)
        .filter((problem) => problem.verification !== 'entered-in-error' && problem.verification !== 'refuted')
        .toSorted((a, b) => (b.since ?? '').localeCompare(a.since ?? ''));
    },
  });
