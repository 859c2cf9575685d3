// SPDX-License-Identifier: Apache-2.0
import { ageOn, formatAge } from '@/lib/age';
import { formatDayShort } from '@/lib/dates';

/** `12/03/1951 (75 ans)`; the age at death once the person has died. */
export const birthText = (birthDate: string | undefined, until: Date = new Date()): string => {
  if (!birthDate) return '';
  const age = formatAge(ageOn(birthDate, until));
  return age ? `${formatDayShort(birthDate)} (${age})` : formatDayShort(birthDate);
};
