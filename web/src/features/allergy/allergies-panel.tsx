// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/fhir/session';
import { formatDay } from '@/lib/dates';
import { Answer } from '@/ui/answer';
import { DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { Tag, type Tone } from '@/ui/tag';
import { type Allergy, allergiesQuery, type Gravity } from './allergy-query';

const TONES: Readonly<Record<Gravity, Tone>> = {
  severe: 'critical',
  moderate: 'warning',
  mild: 'unknown',
  unknown: 'unknown',
};

const AllergyTable = ({ allergies }: { readonly allergies: readonly Allergy[] }) => {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t('record.allergies')}
      columns={[
        { head: t('allergy.substance') },
        { head: t('allergy.gravity') },
        { head: t('allergy.reaction') },
        { head: t('allergy.certainty'), hideOnPhone: true },
        { head: t('allergy.since'), hideOnPhone: true },
      ]}
      rows={allergies.map((allergy) => ({
        key: allergy.id,
        faded: !allergy.active,
        cells: [
          <Box key="substance">
            <Box sx={{ fontWeight: 600 }}>{allergy.substance}</Box>
            <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
              {[
                allergy.category && t(`allergyCategory.${allergy.category}`, { defaultValue: allergy.category }),
                allergy.kind && t(`allergyKind.${allergy.kind}`, { defaultValue: allergy.kind }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Box>
          </Box>,
          <Tag key="gravity" tone={TONES[allergy.gravity]} strong={allergy.gravity === 'severe'}>
            {t(`gravity.${allergy.gravity}`)}
          </Tag>,
          allergy.reactions.join(', '),
          allergy.active
            ? t(`verification.${allergy.verification ?? 'unconfirmed'}`, { defaultValue: allergy.verification ?? '' })
            : t('allergy.inactive'),
          formatDay(allergy.since),
        ],
      }))}
    />
  );
};

/** All allergies with their reactions; « none known » and « not recorded » keep their own words. */
export const AllergiesPanel = ({ patientId, action }: { readonly patientId: string; readonly action?: ReactNode }) => {
  const { t } = useTranslation();
  const allowed = useMay('AllergyIntolerance', 'r');
  const query = useQuery({ ...allergiesQuery(patientId), enabled: allowed });
  const named = query.data?.filter((allergy) => !allergy.noneKnown) ?? [];
  return (
    <Panel title={t('record.allergies')} count={named.length || undefined} flush action={action}>
      <Answer
        query={query}
        allowed={allowed}
        isEmpty={(all) => all.length === 0}
        empty={<EmptyState title={t('allergy.notRecorded')} hint={t('allergy.notRecordedHint')} />}
      >
        {() =>
          named.length ? (
            <AllergyTable allergies={named} />
          ) : (
            <Box
              sx={{ p: 4, display: 'flex', gap: 2, color: 'clinical.signed', fontWeight: 600, alignItems: 'center' }}
            >
              <CircleCheck size={20} aria-hidden /> {t('allergy.noneKnown')}
            </Box>
          )
        }
      </Answer>
    </Panel>
  );
};
