// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { Ban, BedSingle, CircleCheck, Hourglass, type LucideIcon, SprayCan } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/numbers';
import { specialitiesQuery } from './beds-query';
import type { BedState, Speciality } from './beds-types';

/** The sign of each state: read without the colour. */
export const BED_ICONS: Readonly<Record<BedState, LucideIcon>> = {
  free: CircleCheck,
  held: Hourglass,
  occupied: BedSingle,
  cleaning: SprayCan,
  closed: Ban,
};

/** The specialities, and the word for a code; the code itself while they are on their way. */
export const useSpecialities = (): {
  readonly list: readonly Speciality[];
  readonly nameOf: (code: string) => string;
} => {
  const { i18n } = useTranslation();
  const { data } = useQuery(specialitiesQuery);
  const french = i18n.language === 'fr';
  return useMemo(() => {
    const list = data ?? [];
    const names = new Map(list.map((one) => [one.code, french ? one.labelFr : one.label]));
    return { list, nameOf: (code) => names.get(code) ?? code };
  }, [data, french]);
};

/** `850 m`, `12,4 km`, `140 km`. */
export const distanceText = (metres: number): string => {
  if (metres < 1_000) return `${formatNumber(Math.round(metres / 10) * 10)}\u00a0m`;
  const km = metres / 1_000;
  return `${km < 100 ? formatNumber(km, 1) : formatNumber(Math.round(km))}\u00a0km`;
};

/** `11 min`, `1 h 05`: rounded up, one minute at least. */
export const travelText = (seconds: number): string => {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  if (minutes < 60) return `${minutes}\u00a0min`;
  return `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, '0')}`;
};

/** `9:42`, and past an hour `1:09:42`. */
export const clockText = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1_000);
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};
