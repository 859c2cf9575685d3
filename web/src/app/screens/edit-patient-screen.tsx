// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { EditPatient } from '@/features/patient/edit-patient';
import { patientQuery } from '@/fhir/patient-query';
import { useMay } from '@/fhir/session';
import { ForbiddenState } from '@/ui/states';

/** Change of identity, inside the record so that the banner says who is being changed. */
export const EditPatientScreen = () => {
  const { patientId } = useParams({ from: '/frame/patients/$patientId' });
  const { data } = useQuery({ ...patientQuery(patientId), staleTime: Number.POSITIVE_INFINITY });
  const mayWrite = useMay('Patient', 'w');
  if (!mayWrite) return <ForbiddenState />;
  return data ? <EditPatient patient={data} /> : null;
};
