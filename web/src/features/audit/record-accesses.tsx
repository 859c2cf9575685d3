// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { ownPatientId, useSession } from '@/fhir/session';
import { AccessList } from './access-log';

/** Who opened one record, when and what for: for the patient it is about, and for the officer. */
export const RecordAccesses = ({ patientId }: { readonly patientId: string }) => {
  const { t } = useTranslation();
  const own = ownPatientId(useSession()) === patientId;
  return (
    <>
      <Box sx={{ mb: 4, maxWidth: 760, color: 'text.secondary' }}>{t(own ? 'audit.ownLead' : 'audit.recordLead')}</Box>
      <AccessList title={t(own ? 'audit.ownTitle' : 'audit.recordTitle')} filter={{ patient: patientId }} />
    </>
  );
};
