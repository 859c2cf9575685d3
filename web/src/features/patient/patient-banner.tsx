// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { displayName, type Identity } from '@/fhir/identity';
import { ageOn, formatAge } from '@/lib/age';
import { formatDay } from '@/lib/dates';
import { formatIns } from '@/lib/ins';
import { birthText } from '@/ui/birth';
import { InsTag } from '@/ui/ins-tag';
import { Sex } from '@/ui/sex';
import { Tag } from '@/ui/tag';

type Props = {
  readonly person: Identity;
  readonly allergies: ReactNode;
  readonly stay?: ReactNode;
};

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Box sx={{ display: 'inline-flex', gap: 1.5, alignItems: 'baseline', whiteSpace: 'nowrap' }}>
    <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
      {label}
    </Box>
    {children}
  </Box>
);

/** Who this is, at any width: name, sex, birth and age, INS with its status, IPP, allergies, death, current stay. */
export const PatientBanner = ({ person, allergies, stay }: Props) => {
  const { t } = useTranslation();
  const until = typeof person.deceased === 'string' ? new Date(person.deceased) : new Date();
  return (
    <Box
      component="section"
      aria-label={t('banner.label')}
      sx={{
        bgcolor: 'background.paper',
        borderBottom: 1,
        borderColor: 'divider',
        borderLeft: '4px solid',
        borderLeftColor: person.deceased ? 'clinical.cancelled' : 'primary.main',
        px: { xs: 3, sm: 5 },
        py: { xs: 2, sm: 2.5 },
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: { xs: 2, sm: 4 }, rowGap: 1, alignItems: 'center' }}>
        <Typography
          component="h1"
          sx={{ fontSize: { xs: '1rem', sm: '1.1875rem' }, fontWeight: 750, lineHeight: 1.25, minWidth: 0 }}
        >
          {displayName(person)}
        </Typography>
        <Box component="span" sx={{ fontWeight: 600, whiteSpace: 'nowrap' }}>
          <Sex sex={person.sex} />
          <Box component="span" sx={{ color: 'text.secondary', mx: 1.5 }} aria-hidden>
            ·
          </Box>
          <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
            {birthText(person.birthDate, until) || t('banner.noBirthDate')}
          </Box>
          <Box component="span" sx={{ display: { sm: 'none' } }}>
            {formatAge(ageOn(person.birthDate, until)) || t('banner.noBirthDate')}
          </Box>
        </Box>
        {person.deceased && (
          <Tag tone="cancelled" strong>
            {typeof person.deceased === 'string'
              ? t('banner.deceasedOn', { date: formatDay(person.deceased) })
              : t('banner.deceased')}
          </Tag>
        )}
        <Box
          sx={{
            ml: { md: 'auto' },
            display: { xs: 'none', sm: 'flex' },
            flexWrap: 'wrap',
            columnGap: 4,
            rowGap: 1,
            alignItems: 'center',
          }}
        >
          <Fact label={t('identity.insShort')}>
            <Box component="span" sx={{ fontWeight: 600 }}>
              {formatIns(person.ins)}
            </Box>
            <InsTag status={person.insStatus} />
          </Fact>
          {person.ipp && (
            <Fact label={t('identity.ipp')}>
              <Box component="span" sx={{ fontWeight: 600 }}>
                {person.ipp}
              </Box>
            </Fact>
          )}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', mt: { xs: 1.5, sm: 2 } }}>
        {allergies}
        <Box sx={{ display: { sm: 'none' } }}>
          <InsTag status={person.insStatus} />
        </Box>
        <Box sx={{ display: { xs: 'none', sm: 'block' } }}>{stay}</Box>
      </Box>
    </Box>
  );
};
