// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleHelp, Lock, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStanding } from '@/fhir/record-access';
import { useMay } from '@/fhir/session';
import type { Tone } from '@/ui/tag';
import { type Allergy, allergiesQuery, allergyFact } from './allergy-query';

type PillProps = {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  readonly outlined?: boolean;
};

const Pill = ({ tone, icon: Icon, children, outlined = false }: PillProps) => (
  <Box
    component="span"
    sx={{
      display: 'inline-flex',
      alignItems: 'center',
      gap: 1,
      px: 2,
      py: '2px',
      borderRadius: '4px',
      fontSize: '0.8125rem',
      fontWeight: 600,
      lineHeight: '20px',
      color: `clinical.${tone}`,
      bgcolor: outlined ? 'transparent' : `clinical.${tone}Wash`,
      border: '1px solid',
      borderStyle: outlined ? 'dashed' : 'solid',
      borderColor: outlined ? `clinical.${tone}` : `clinical.${tone}Wash`,
    }}
  >
    <Icon size={14} aria-hidden style={{ flexShrink: 0 }} strokeWidth={2.2} />
    <span>{children}</span>
  </Box>
);

const AllergyPill = ({ allergy }: { readonly allergy: Allergy }) => {
  const { t } = useTranslation();
  const severe = allergy.gravity === 'severe';
  return (
    <Pill tone={severe ? 'critical' : 'warning'} icon={severe ? OctagonAlert : TriangleAlert}>
      {allergy.substance}
      {allergy.gravity !== 'unknown' && ` (${t(`gravity.${allergy.gravity}`)})`}
      {allergy.verification === 'unconfirmed' && ` — ${t('verification.unconfirmed')}`}
    </Pill>
  );
};

/** What is known of allergies, for the banner: never silent, whatever happened. */
export const AllergyStrip = ({ patientId, limit = 4 }: { readonly patientId: string; readonly limit?: number }) => {
  const { t } = useTranslation();
  const allowed = useMay('AllergyIntolerance', 'r');
  const query = useQuery({ ...allergiesQuery(patientId), enabled: allowed });
  const standing = useStanding();
  const content = () => {
    if (!allowed)
      return (
        <Pill tone="unknown" icon={Lock} outlined>
          {t('allergy.forbidden')}
        </Pill>
      );
    if (query.isError)
      return (
        <Pill tone="critical" icon={TriangleAlert} outlined>
          {t('allergy.failed')}
        </Pill>
      );
    if (!query.data || (standing === 'asking' && query.data.length === 0))
      return (
        <Pill tone="unknown" icon={CircleHelp} outlined>
          {t('allergy.loading')}
        </Pill>
      );
    const fact = allergyFact(query.data);
    if (fact.kind === 'not-recorded' && (standing === 'closed' || standing === 'unsure'))
      return (
        <Pill tone="warning" icon={Lock} outlined>
          {t('allergy.closed')}
        </Pill>
      );
    if (fact.kind === 'none-known')
      return (
        <Pill tone="signed" icon={CircleCheck}>
          {t('allergy.noneKnown')}
        </Pill>
      );
    if (fact.kind === 'not-recorded')
      return (
        <Pill tone="warning" icon={CircleHelp} outlined>
          {t('allergy.notRecorded')}
        </Pill>
      );
    const rest = fact.allergies.length - limit;
    return (
      <>
        {fact.allergies.slice(0, limit).map((allergy) => (
          <AllergyPill key={allergy.id} allergy={allergy} />
        ))}
        {rest > 0 && (
          <Pill tone="warning" icon={TriangleAlert}>
            {t('allergy.more', { count: rest })}
          </Pill>
        )}
      </>
    );
  };
  return (
    <Box
      role="group"
      aria-label={t('record.allergies')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}
    >
      {content()}
    </Box>
  );
};
