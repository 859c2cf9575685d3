// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CurrentStaysPanel, TodayPanel } from '@/features/encounter/stay-lists';
import { PatientSearchBox } from '@/features/patient-search/patient-search-box';
import { RecentPatientsPanel } from '@/features/recent/recent-patients-panel';
import { ownPatientId, useMay, useSession } from '@/fhir/session';
import { formatDay, today } from '@/lib/dates';
import { Page } from '@/ui/page';
import { ForbiddenState } from '@/ui/states';

/** Where the day starts: find somebody, who comes, who is here, where I was. */
export const Home = () => {
  const { t } = useTranslation();
  const session = useSession();
  const mayRead = useMay('Patient', 'r');
  const [text, setText] = useState('');
  const own = ownPatientId(session);
  if (own) return <Navigate to="/patients/$patientId" params={{ patientId: own }} replace />;
  if (session.user.role === 'regulator') return <Navigate to="/lits" replace />;
  return (
    <Page
      title={t('home.hello', { name: session.user.name })}
      lead={t('home.lead', { date: formatDay(today()), place: session.establishment.name })}
    >
      {mayRead ? (
        <Box sx={{ display: 'grid', gap: 5 }}>
          <PatientSearchBox text={text} onText={setText} floating autoFocus />
          <Box
            sx={{
              display: 'grid',
              gap: 4,
              alignItems: 'start',
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.5fr) minmax(0, 1fr)' },
            }}
          >
            <Box sx={{ display: 'grid', gap: 4, minWidth: 0 }}>
              {session.user.role === 'nurse' && <CurrentStaysPanel />}
              <TodayPanel />
              {session.user.role !== 'nurse' && <CurrentStaysPanel />}
            </Box>
            <RecentPatientsPanel />
          </Box>
        </Box>
      ) : (
        <ForbiddenState hint={t('home.forbidden')} />
      )}
    </Page>
  );
};
