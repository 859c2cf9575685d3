// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { type Control, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { api } from '@/fhir/client';
import { displayName, type Identity } from '@/fhir/identity';
import { formatDayShort } from '@/lib/dates';
import { parseDay } from '@/lib/parse-date';
import { useDebounced } from '@/lib/use-debounced';
import { birthText } from '@/ui/birth';
import { InsTag } from '@/ui/ins-tag';
import { Panel } from '@/ui/panel';
import { RouterLink } from '@/ui/router-link';
import { Sex } from '@/ui/sex';
import type { PatientDraft } from './patient-draft';

type Found = Pick<
  Identity,
  'id' | 'birthName' | 'usedName' | 'givenNames' | 'usedGivenName' | 'birthDate' | 'sex' | 'insStatus' | 'ipp' | 'city'
>;

const lookAlikesQuery = (text: string) =>
  queryOptions({
    queryKey: ['patients', { q: text, count: 5 }] as const,
    queryFn: ({ signal }) =>
      api.get<{ readonly patients: readonly Found[] }>('/api/patients', { q: text, count: 5 }, signal),
    enabled: text.length > 3,
    staleTime: 15_000,
  });

/** What to ask the search for the traits typed so far: a name with a given name or a birth date. */
export const lookAlikeText = (birthName: string, firstGiven: string, birthDate: string): string => {
  const day = parseDay(birthDate);
  if (birthName.trim().length < 2 || (!day && firstGiven.trim().length < 2)) return '';
  return [birthName.trim(), firstGiven.trim(), day && formatDayShort(day)].filter(Boolean).join(' ');
};

/** Records that may already be this person, looked for while the traits are typed. */
export const LookAlikes = ({ control }: { readonly control: Control<PatientDraft> }) => {
  const { t } = useTranslation();
  const [birthName, firstGiven, birthDate] = useWatch({ control, name: ['birthName', 'firstGiven', 'birthDate'] });
  const query = useQuery(lookAlikesQuery(useDebounced(lookAlikeText(birthName, firstGiven, birthDate), 300)));
  const found = query.data?.patients ?? [];
  return (
    <Panel title={t('patient.lookAlikes')} count={found.length || undefined} flush>
      <Box role="status">
        {found.length === 0 && (
          <Box sx={{ p: 4, display: 'flex', gap: 2, color: 'text.secondary' }}>
            <Users size={18} aria-hidden style={{ flexShrink: 0 }} />
            {query.data ? t('patient.noLookAlike') : t('patient.lookAlikesHint')}
          </Box>
        )}
        <Box
          component="ul"
          sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
        >
          {found.map((person) => (
            <Box component="li" key={person.id} sx={{ px: 4, py: 2.5 }}>
              <Box sx={{ display: 'flex', gap: 2, justifyContent: 'space-between', alignItems: 'flex-start' }}>
                <RouterLink to="/patients/$patientId" params={{ patientId: person.id }} sx={{ fontWeight: 700 }}>
                  {displayName(person)}
                </RouterLink>
                <InsTag status={person.insStatus} />
              </Box>
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                {birthText(person.birthDate)} · <Sex sex={person.sex} />
                {person.city && ` · ${person.city}`}
                {person.ipp && ` · ${t('identity.ipp')} ${person.ipp}`}
              </Box>
            </Box>
          ))}
        </Box>
      </Box>
    </Panel>
  );
};
