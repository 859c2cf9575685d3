// SPDX-License-Identifier: Apache-2.0
import Button from '@mui/material/Button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askedQuery } from '@/features/app-launch/asked-query';
import { goOnWith } from '@/features/app-launch/launch';
import { PatientSearchBox } from '@/features/patient-search/patient-search-box';
import { ownPatientId, useSession } from '@/fhir/session';
import { Page } from '@/ui/page';
import { FailureState } from '@/ui/states';

/** An application that was opened by itself: for which patient? */
export const AppPatient = () => {
  const { t } = useTranslation();
  const { client_id = '', scope = '' } = useSearch({ from: '/frame/smart/patient' });
  const app = useQuery(askedQuery(client_id, scope));
  const own = ownPatientId(useSession());
  const [text, setText] = useState('');
  const choose = useMutation({ mutationFn: (patient: string) => goOnWith(patient, window.location.search) });
  const failure = choose.error ?? app.error;
  return (
    <Page title={t('app.patient')} lead={app.data && t('app.patientLead', { name: app.data.name })} width={960}>
      {failure && <FailureState error={failure} retry={() => (app.error ? app.refetch() : choose.reset())} />}
      {own ? (
        <Button variant="contained" disabled={choose.isPending} onClick={() => choose.mutate(own)}>
          {t('app.own')}
        </Button>
      ) : (
        <PatientSearchBox text={text} onText={setText} onPick={(hit) => choose.mutate(hit.id)} autoFocus />
      )}
    </Page>
  );
};
