// SPDX-License-Identifier: Apache-2.0
import {
  ArrowRightLeft,
  Ban,
  CircleCheck,
  CircleX,
  DoorOpen,
  Hourglass,
  type LucideIcon,
  TimerOff,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '@/ui/tag';
import type { Status } from './beds-types';

const LOOKS: Readonly<Record<Status, readonly [Tone, LucideIcon]>> = {
  held: ['draft', Hourglass],
  confirmed: ['signed', CircleCheck],
  released: ['cancelled', DoorOpen],
  cancelled: ['cancelled', CircleX],
  expired: ['warning', TimerOff],
  refused: ['critical', Ban],
  transferred: ['unknown', ArrowRightLeft],
};

/** Where an allocation stands. */
export const StatusTag = ({ status }: { readonly status: Status }) => {
  const { t } = useTranslation();
  const [tone, icon] = LOOKS[status];
  return (
    <Tag tone={tone} icon={icon}>
      {t(`bedStatus.${status}`)}
    </Tag>
  );
};
