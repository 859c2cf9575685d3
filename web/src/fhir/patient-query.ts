// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import type { Patient } from 'fhir/r4';
import { fhir } from '@/fhir/client';

/** One patient, with its version. One key, one URL, one place. */
export const patientQuery = (id: string) =>
  queryOptions({
    queryKey: ['Patient', id] as const,
    queryFn: ({ signal }) => fhir.read<Patient>('Patient', id, signal),
  });
