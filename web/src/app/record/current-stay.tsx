// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { BedDouble } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { patientStaysQuery } from '@/features/encounter/encounter-query';
import { useMay } from '@/fhir/session';
import { formatDayShort } from '@/lib/dates';
import { Tag } from '@/ui/tag';

/** Where the patient is now, when in the hospital. */
export const CurrentStay = ({ patientId }: { readonly patientId: string }) => {
  const { t } = useTranslation();
  const query = useQuery({ ...patientStaysQuery(patientId), enabled: useMay('Encounter', 'r') });
  const stay = query.data?.find((one) => one.status === 'in-progress');
  if (!stay) return null;
  const where = stay.place ?? stay.service;
  return (
    <Tag tone="draft" icon={BedDouble}>
      {t('banner.stay', { where: where ?? t(`stayKind.${stay.kind}`), since: formatDayShort(stay.start) })}
    </Tag>
  );
};
