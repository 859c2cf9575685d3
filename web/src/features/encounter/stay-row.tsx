// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { displayName } from '@/fhir/identity';
import { formatTime } from '@/lib/dates';
import { birthText } from '@/ui/birth';
import { BoxLink } from '@/ui/router-link';
import { Tag } from '@/ui/tag';
import { TimeAgo } from '@/ui/time-ago';
import type { Stay } from './stay';

/** One encounter of a list: its hour or since when, who, why and where. */
export const StayRow = ({ stay, when }: { readonly stay: Stay; readonly when: 'time' | 'since' }) => {
  const { t } = useTranslation();
  return (
    <BoxLink
      to="/patients/$patientId"
      params={{ patientId: stay.patientId ?? '' }}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '64px minmax(0, 1fr)', sm: '92px minmax(0, 1fr) auto' },
        columnGap: 3,
        px: 4,
        py: 2.5,
        color: 'inherit',
        textDecoration: 'none',
        '&:hover': { bgcolor: 'surface.raised' },
      }}
    >
      <Box sx={{ fontWeight: 600, fontSize: '0.8125rem', pt: '1px' }}>
        {when === 'time' ? formatTime(stay.start) || '—' : <TimeAgo at={stay.start} />}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontWeight: 700 }}>{stay.patient ? displayName(stay.patient) : t('home.unnamed')}</Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          <Box component="span" sx={{ display: { sm: 'none' } }}>
            {t(`stayKind.${stay.kind}`)} ·{' '}
          </Box>
          {[birthText(stay.patient?.birthDate), stay.reason ?? stay.title, stay.place ?? stay.service]
            .filter(Boolean)
            .join(' · ')}
        </Box>
      </Box>
      <Box sx={{ display: { xs: 'none', sm: 'block' }, pt: '1px' }}>
        <Tag tone="unknown">{t(`stayKind.${stay.kind}`)}</Tag>
      </Box>
    </BoxLink>
  );
};
