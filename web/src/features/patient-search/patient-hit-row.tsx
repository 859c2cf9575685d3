// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { displayName } from '@/fhir/identity';
import { birthText } from '@/ui/birth';
import { InsTag } from '@/ui/ins-tag';
import { Sex } from '@/ui/sex';
import { Tag } from '@/ui/tag';
import type { MatchKind, PatientHit } from './patient-search-query';

const WORTH_SAYING: readonly MatchKind[] = ['ins', 'ipp', 'phone', 'phonetic', 'approximate'];

const cell = { minWidth: 0, color: 'text.secondary', fontSize: '0.8125rem' };

/** What tells two patients apart, on one line of a wide list or three short ones on a phone. */
export const PatientHitRow = ({ hit }: { readonly hit: PatientHit }) => {
  const { t } = useTranslation();
  const reason = hit.match && WORTH_SAYING.includes(hit.match.kind) ? hit.match.kind : undefined;
  const others = hit.givenNames.slice(1).join(' ');
  return (
    <Box
      sx={{
        display: 'grid',
        columnGap: 4,
        rowGap: 0.5,
        alignItems: 'center',
        width: '100%',
        gridTemplateColumns: { xs: '1fr auto', md: 'minmax(0, 2.4fr) 172px 24px 108px 104px minmax(0, 1fr)' },
      }}
    >
      <Box sx={{ minWidth: 0, display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5, alignItems: 'center' }}>
        <Box component="span" sx={{ fontWeight: 700 }}>
          {displayName(hit)}
        </Box>
        {others && (
          <Box component="span" sx={{ ...cell, display: { xs: 'none', lg: 'inline' } }}>
            {others}
          </Box>
        )}
        {reason && (
          <Tag tone={reason === 'approximate' || reason === 'phonetic' ? 'warning' : 'unknown'}>
            {t(`match.${reason}`)}
          </Tag>
        )}
      </Box>
      <Box sx={{ ...cell, color: 'text.primary', gridColumn: { xs: 1, md: 'auto' }, gridRow: { xs: 2, md: 'auto' } }}>
        {birthText(hit.birthDate)}
        <Box component="span" sx={{ display: { md: 'none' } }}>
          {' · '}
          <Sex sex={hit.sex} />
        </Box>
      </Box>
      <Box sx={{ ...cell, color: 'text.primary', display: { xs: 'none', md: 'block' } }}>
        <Sex sex={hit.sex} />
      </Box>
      <Box
        sx={{
          gridColumn: { xs: 2, md: 'auto' },
          gridRow: { xs: 1, md: 'auto' },
          justifySelf: { xs: 'end', md: 'start' },
        }}
      >
        <InsTag status={hit.insStatus} />
      </Box>
      <Box
        sx={{
          ...cell,
          gridColumn: { xs: 2, md: 'auto' },
          gridRow: { xs: 2, md: 'auto' },
          textAlign: { xs: 'right', md: 'left' },
        }}
      >
        {hit.ipp}
      </Box>
      <Box
        sx={{
          ...cell,
          display: { xs: 'none', md: 'block' },
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {hit.city}
      </Box>
    </Box>
  );
};
