// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import type { Encounter, Patient } from 'fhir/r4';
import { fhir, type Params, resourcesOf } from '@/fhir/client';
import { today } from '@/lib/dates';
import { type Stay, stayOf } from './stay';

const staysQuery = (params: Params) =>
  queryOptions({
    queryKey: ['Encounter', params] as const,
    queryFn: async ({ signal }): Promise<readonly Stay[]> => {
      const bundle = await fhir.search('Encounter', params, signal);
      const patients = resourcesOf<Patient>(bundle, 'Patient');
      return resourcesOf<Encounter>(bundle, 'Encounter').map((encounter) => stayOf(encounter, patients));
    },
  });

const dayFromNow = (days: number): string => {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return today(day);
};

/** Encounters that begin today, with their patients. */
export const todayQuery = () =>
  staysQuery({
    date: [`sa${dayFromNow(-1)}`, `lt${dayFromNow(1)}`],
    _include: 'Encounter:subject',
    _sort: 'date',
    _count: 25,
  });

/** Patients in the wards now. */
export const currentStaysQuery = () =>
  staysQuery({
    status: 'in-progress',
    class: 'IMP,EMER,ACUTE',
    _include: 'Encounter:subject',
    _sort: '-date',
    _count: 25,
  });

/** Encounters of one patient, newest first. */
export const patientStaysQuery = (patientId: string) => staysQuery({ patient: patientId, _sort: '-date', _count: 6 });
