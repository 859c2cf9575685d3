// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { CriteriaForm } from './criteria-form';
import { PatientSearchBox } from './patient-search-box';

type Props = {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** The form of criteria is shown above the box. */
  readonly byCriteria: boolean;
  readonly criteriaId: string;
};

/** The whole patient search: free text first, criteria on demand. */
export const PatientSearch = ({ text, onText, byCriteria, criteriaId }: Props) => (
  <Box sx={{ display: 'grid', gap: 4 }}>
    <Box
      id={criteriaId}
      hidden={!byCriteria}
      sx={{ p: 4, border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper' }}
    >
      {byCriteria && <CriteriaForm onSearch={onText} />}
    </Box>
    <PatientSearchBox text={text} onText={onText} autoFocus />
  </Box>
);
