// SPDX-License-Identifier: Apache-2.0
import { useParams } from '@tanstack/react-router';
import { RecordAccesses } from '@/features/audit/record-accesses';
import { isAuditor, ownPatientId, useSession } from '@/fhir/session';
import { ForbiddenState } from '@/ui/states';

/** Who consulted this record, for those who may know. */
export const AccessesPage = () => {
  const { patientId } = useParams({ from: '/frame/patients/$patientId' });
  const session = useSession();
  return isAuditor(session) || ownPatientId(session) === patientId ? (
    <RecordAccesses patientId={patientId} />
  ) : (
    <ForbiddenState />
  );
};
