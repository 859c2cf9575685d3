// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ConsentsPanel } from '@/features/consent/consents-panel';
import { ContactsPanel } from '@/features/patient/contacts-panel';
import { CoveragePanel } from '@/features/patient/coverage-panel';
import { IdentityPanel } from '@/features/patient/identity-panel';
import { patientQuery } from '@/fhir/patient-query';
import { AddButton } from './add-button';

/** Identity, contacts and coverage. */
export const AdminPage = () => {
  const { patientId } = useParams({ from: '/frame/patients/$patientId' });
  const { data } = useQuery(patientQuery(patientId));
  if (!data) return null;
  return (
    <Box sx={{ containerType: 'inline-size' }}>
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@container (min-width: 860px)': { gridTemplateColumns: 'minmax(0, 1.6fr) minmax(0, 1fr)' },
        }}
      >
        <IdentityPanel patient={data} />
        <Box sx={{ display: 'grid', gap: 4 }}>
          <ContactsPanel patient={data} />
          <CoveragePanel patientId={patientId} />
          <ConsentsPanel patientId={patientId} action={<AddButton kind="consent" />} />
        </Box>
      </Box>
    </Box>
  );
};
