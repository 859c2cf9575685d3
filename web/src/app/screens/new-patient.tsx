// SPDX-License-Identifier: Apache-2.0
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CreatePatient } from '@/features/patient/create-patient';
import { useMay } from '@/fhir/session';
import { Page } from '@/ui/page';
import { ForbiddenState } from '@/ui/states';

/** Creation of a patient, prefilled with what was searched. */
export const NewPatient = () => {
  const { t } = useTranslation();
  const prefill = useSearch({ from: '/frame/patients/new' });
  return (
    <Page title={t('patient.new')} lead={t('patient.newLead')}>
      {useMay('Patient', 'w') ? <CreatePatient prefill={prefill} /> : <ForbiddenState />}
    </Page>
  );
};
