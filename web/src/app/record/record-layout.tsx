// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams, useRouterState } from '@tanstack/react-router';
import type { Patient } from 'fhir/r4';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { AllergyStrip } from '@/features/allergy/allergy-strip';
import { AccessStrip } from '@/features/break-glass/access-strip';
import { PatientBanner } from '@/features/patient/patient-banner';
import { displayName, type Identity, identityOf } from '@/fhir/identity';
import { patientQuery } from '@/fhir/patient-query';
import { recordAccessQuery, StandingContext, standingOf } from '@/fhir/record-access';
import { useSession } from '@/fhir/session';
import { ageOn, formatAge } from '@/lib/age';
import { rememberPatient } from '@/lib/recent-patients';
import { Page, useTitle } from '@/ui/page';
import { FailureState, LoadingState } from '@/ui/states';
import { size } from '@/ui/tokens';
import { AddMenu } from './add-menu';
import { CurrentStay } from './current-stay';
import { RecordTabs } from './record-tabs';
import { useHeadHeight } from './use-head-height';
import { useWorkspaces } from './use-workspaces';

const WorkspaceDock = lazy(() => import('./workspace-dock'));

/** A patient record: the banner that never leaves, the sections, and what is being written beside them. */
export const RecordLayout = () => {
  const { patientId } = useParams({ from: '/frame/patients/$patientId' });
  const query = useQuery(patientQuery(patientId));
  const { t } = useTranslation();
  if (query.data) return <Record key={patientId} patient={query.data} />;
  return (
    <Page title={t('record.title')}>
      {query.error ? <FailureState error={query.error} retry={() => query.refetch()} /> : <LoadingState lines={6} />}
    </Page>
  );
};

/** Name and age, for the sheet that covers the banner on a phone. */
const whoText = (person: Identity): string =>
  [displayName(person), formatAge(ageOn(person.birthDate, new Date()))].filter(Boolean).join(', ');

const Record = ({ patient }: { readonly patient: Patient }) => {
  const patientId = patient.id ?? '';
  const person = identityOf(patient);
  const { user } = useSession();
  const { workspaces, open, close } = useWorkspaces(patientId);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const head = useHeadHeight();
  const access = useQuery(recordAccessQuery(patientId));
  useTitle(displayName(person));
  useEffect(() => rememberPatient(user.login, patientId), [user.login, patientId]);
  return (
    <StandingContext value={standingOf(access.data, access.error)}>
      <Box sx={{ pr: { lg: workspaces.active ? `${size.workspace}px` : 0 } }}>
        <Box ref={head} sx={{ position: 'sticky', top: size.bar, zIndex: 20 }}>
          <PatientBanner
            person={person}
            allergies={<AllergyStrip patientId={patientId} />}
            stay={<CurrentStay patientId={patientId} />}
          />
          <AccessStrip who={whoText(person)} patientId={patientId} />
          <Box
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: 3,
              px: { xs: 2, sm: 4 },
              bgcolor: 'background.paper',
              borderBottom: 1,
              borderColor: 'divider',
            }}
          >
            <RecordTabs patientId={patientId} path={path} />
            <AddMenu onAdd={open} />
          </Box>
        </Box>
        <Box sx={{ p: { xs: 3, sm: 5 }, maxWidth: 1480 }}>
          <Outlet />
        </Box>
        <Suspense>
          {workspaces.active && (
            <WorkspaceDock
              who={whoText(person)}
              patientId={patientId}
              workspaces={workspaces}
              onShow={open}
              onClose={close}
            />
          )}
        </Suspense>
      </Box>
    </StandingContext>
  );
};
