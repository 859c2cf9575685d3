// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useParams } from '@tanstack/react-router';
import { ProblemsPanel } from '@/features/condition/problems-panel';
import { DocumentsPanel } from '@/features/document/documents-panel';
import { EncountersPanel } from '@/features/encounter/encounters-panel';
import { TreatmentsPanel } from '@/features/medication/treatments-panel';
import { LatestPanel } from '@/features/observation/latest-panel';

const column = { display: 'grid', gap: 4, alignContent: 'start', minWidth: 0 } as const;

/** The record at a glance: what is wrong, what is given, how it goes, what was written. */
export const SummaryPage = () => {
  const { patientId } = useParams({ from: '/frame/patients/$patientId' });
  return (
    <Box sx={{ containerType: 'inline-size' }}>
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@container (min-width: 760px)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <Box sx={column}>
          <ProblemsPanel patientId={patientId} activeOnly />
          <TreatmentsPanel patientId={patientId} currentOnly />
          <EncountersPanel patientId={patientId} />
        </Box>
        <Box sx={column}>
          <LatestPanel patientId={patientId} category="vital-signs" limit={6} />
          <LatestPanel patientId={patientId} category="laboratory" limit={8} />
          <DocumentsPanel patientId={patientId} />
        </Box>
      </Box>
    </Box>
  );
};
