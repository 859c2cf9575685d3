// SPDX-License-Identifier: Apache-2.0
import { BadgeCheck, Check, CircleHelp, CloudDownload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InsStatus } from '@/fhir/identity';
import { Tag, type Tone } from '@/ui/tag';

const LOOK = {
  qualifiee: { tone: 'signed', icon: BadgeCheck },
  validee: { tone: 'draft', icon: Check },
  recuperee: { tone: 'warning', icon: CloudDownload },
  provisoire: { tone: 'unknown', icon: CircleHelp },
} as const satisfies Record<InsStatus, { tone: Tone; icon: typeof Check }>;

/** Confidence status of an identity: word and sign. */
export const InsTag = ({ status }: { readonly status: InsStatus }) => {
  const { t } = useTranslation();
  return (
    <Tag tone={LOOK[status].tone} icon={LOOK[status].icon}>
      {t(`insStatus.${status}`)}
    </Tag>
  );
};
