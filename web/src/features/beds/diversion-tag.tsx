// SPDX-License-Identifier: Apache-2.0
import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Tag } from '@/ui/tag';
import type { Diversion } from './beds-types';

/** Whether a hospital takes emergencies now. */
export const DiversionTag = ({ diversion }: { readonly diversion: Diversion }) => {
  const { t } = useTranslation();
  const tone = diversion === 'open' ? 'signed' : diversion === 'critical' ? 'warning' : 'critical';
  const icon = diversion === 'open' ? CircleCheck : diversion === 'critical' ? TriangleAlert : OctagonX;
  return (
    <Tag tone={tone} icon={icon}>
      {t(`bedDiversion.${diversion}`)}
    </Tag>
  );
};
