// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import type { Patient } from 'fhir/r4';
import { Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { identityOf } from '@/fhir/identity';
import { useMay } from '@/fhir/session';
import { formatDay } from '@/lib/dates';
import { checkIns, formatIns } from '@/lib/ins';
import { InsTag } from '@/ui/ins-tag';
import { Panel } from '@/ui/panel';
import { RouterButton } from '@/ui/router-link';

type Entry = readonly [label: string, value: ReactNode];

const Facts = ({ entries }: { readonly entries: readonly Entry[] }) => {
  const { t } = useTranslation();
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '180px minmax(0, 1fr)' },
        columnGap: 4,
        rowGap: { xs: 0.5, sm: 2.5 },
      }}
    >
      {entries.map(([label, value]) => (
        <Box key={label} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {label}
          </Box>
          <Box
            component="dd"
            sx={{
              m: 0,
              mb: { xs: 2, sm: 0 },
              fontWeight: value ? 600 : 400,
              color: value ? 'text.primary' : 'text.secondary',
            }}
          >
            {value || t('identity.notGiven')}
          </Box>
        </Box>
      ))}
    </Box>
  );
};

/** Civil identity, INS explained, and how to reach the patient. */
export const IdentityPanel = ({ patient }: { readonly patient: Patient }) => {
  const { t } = useTranslation();
  const mayWrite = useMay('Patient', 'w');
  const person = identityOf(patient);
  const check = checkIns(person.ins ?? '');
  const key =
    check.kind === 'valid'
      ? t('ins.keyOf', { key: check.parts.key })
      : check.kind === 'wrong-key'
        ? t('ins.wrong-key', check)
        : '';
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Panel
        title={t('identity.civil')}
        action={
          mayWrite && (
            <RouterButton
              to="/patients/$patientId/modifier"
              params={{ patientId: person.id }}
              size="small"
              variant="outlined"
              startIcon={<Pencil size={15} aria-hidden />}
            >
              {t('action.edit')}
            </RouterButton>
          )
        }
      >
        <Facts
          entries={[
            [t('identity.birthName'), person.birthName],
            [t('identity.givenNames'), person.givenNames.join(', ')],
            [t('identity.usedName'), person.usedName],
            [t('identity.usedGivenName'), person.usedGivenName],
            [t('identity.birthDate'), formatDay(person.birthDate)],
            [t('identity.sex'), t(`sex.${person.sex}`)],
            [
              t('identity.birthPlace'),
              [person.birthPlace, person.birthPlaceCode && `(${person.birthPlaceCode})`].filter(Boolean).join(' '),
            ],
          ]}
        />
      </Panel>
      <Panel title={t('identity.ins')}>
        <Facts
          entries={[
            [t('identity.matricule'), person.ins && `${formatIns(person.ins)}${key ? ` — ${key}` : ''}`],
            [
              t('identity.status'),
              <Box key="status" sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
                <InsTag status={person.insStatus} />
                <Box sx={{ fontWeight: 400, color: 'text.secondary' }}>{t(`insExplained.${person.insStatus}`)}</Box>
              </Box>,
            ],
            [t('identity.ipp'), person.ipp],
          ]}
        />
      </Panel>
      <Panel title={t('identity.contact')}>
        <Facts
          entries={[
            [t('identity.phone'), person.phones.join(', ')],
            [t('identity.email'), person.emails.join(', ')],
            [t('identity.address'), person.address],
          ]}
        />
      </Panel>
    </Box>
  );
};
