// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, UserPlus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PatientSearch } from '@/features/patient-search/patient-search';
import { useMay } from '@/fhir/session';
import { Page } from '@/ui/page';
import { RouterButton } from '@/ui/router-link';

/** Patient search; what is typed is the address of the page. */
export const Patients = () => {
  const { t } = useTranslation();
  const { q = '' } = useSearch({ from: '/frame/patients' });
  const navigate = useNavigate({ from: '/patients' });
  const mayRead = useMay('Patient', 'r');
  const mayWrite = useMay('Patient', 'w');
  const [text, setText] = useState(q);
  const [byCriteria, setByCriteria] = useState(false);
  const criteriaId = useId();
  return (
    <Page
      title={t('search.title')}
      action={
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          {mayRead && (
            <Button
              aria-expanded={byCriteria}
              aria-controls={criteriaId}
              onClick={() => setByCriteria(!byCriteria)}
              endIcon={byCriteria ? <ChevronUp size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
            >
              {t('search.criteria')}
            </Button>
          )}
          {mayWrite && (
            <RouterButton to="/patients/new" variant="outlined" startIcon={<UserPlus size={18} aria-hidden />}>
              {t('action.createPatient')}
            </RouterButton>
          )}
        </Box>
      }
    >
      <PatientSearch
        text={text}
        onText={(typed) => {
          setText(typed);
          navigate({ search: { q: typed || undefined }, replace: true, resetScroll: false });
        }}
        byCriteria={byCriteria}
        criteriaId={criteriaId}
      />
    </Page>
  );
};
