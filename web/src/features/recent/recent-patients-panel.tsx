// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Patient } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { fhir, resourcesOf } from '@/fhir/client';
import { displayName, type Identity, identityOf } from '@/fhir/identity';
import { useMay, useSession } from '@/fhir/session';
import { recentPatients } from '@/lib/recent-patients';
import { Answer } from '@/ui/answer';
import { birthText } from '@/ui/birth';
import { InsTag } from '@/ui/ins-tag';
import { Panel } from '@/ui/panel';
import { BoxLink } from '@/ui/router-link';
import { Sex } from '@/ui/sex';
import { EmptyState } from '@/ui/states';

const recentPatientsQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['Patient', { _id: ids }] as const,
    queryFn: async ({ signal }): Promise<readonly Identity[]> => {
      if (ids.length === 0) return [];
      const bundle = await fhir.search('Patient', { _id: ids.join(','), _count: ids.length }, signal);
      const found = new Map(
        resourcesOf<Patient>(bundle, 'Patient').map((patient) => [patient.id, identityOf(patient)]),
      );
      return ids.map((id) => found.get(id)).filter((one): one is Identity => one !== undefined);
    },
  });

const Row = ({ person }: { readonly person: Identity }) => (
  <BoxLink
    to="/patients/$patientId"
    params={{ patientId: person.id }}
    sx={{
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      gap: 2,
      px: 4,
      py: 2.5,
      color: 'inherit',
      textDecoration: 'none',
      '&:hover': { bgcolor: 'surface.raised' },
    }}
  >
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ fontWeight: 700 }}>{displayName(person)}</Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        {birthText(person.birthDate)} · <Sex sex={person.sex} />
        {person.city && ` · ${person.city}`}
      </Box>
    </Box>
    <Box sx={{ alignSelf: 'center' }}>
      <InsTag status={person.insStatus} />
    </Box>
  </BoxLink>
);

/** The records this user opened last on this browser. */
export const RecentPatientsPanel = () => {
  const { t } = useTranslation();
  const { user } = useSession();
  const ids = recentPatients(user.login).slice(0, 8);
  const query = useQuery(recentPatientsQuery(ids));
  return (
    <Panel title={t('home.recent')} flush>
      <Answer
        query={query}
        allowed={useMay('Patient', 'r')}
        isEmpty={(people) => people.length === 0}
        empty={<EmptyState title={t('home.noRecent')} hint={t('home.noRecentHint')} />}
      >
        {(people) => (
          <Box
            component="ul"
            sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
          >
            {people.map((person) => (
              <li key={person.id}>
                <Row person={person} />
              </li>
            ))}
          </Box>
        )}
      </Answer>
    </Panel>
  );
};
