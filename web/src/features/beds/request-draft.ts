// SPDX-License-Identifier: Apache-2.0
import { formatNumber } from '@/lib/numbers';
import { plainText } from '@/lib/plain-text';
import type { Emergency, Equipment, Isolation, Place, Speciality } from './beds-types';
import { placeOf, townNear } from './towns';

/** What is being asked, as typed. `key` is made when the form is begun: the same request is never carried out twice. */
export type RequestDraft = {
  readonly key: string;
  readonly where: string;
  /** The exact place of a click or of the device; else `where` is read. */
  readonly place?: Place;
  readonly speciality: string;
  readonly age: string;
  readonly sex: '' | 'female' | 'male';
  readonly isolation: Isolation;
  readonly equipment: readonly Equipment[];
  readonly priority: number;
  readonly hospital?: { readonly id: string; readonly name: string };
  /** The request that is on its way: sent again after a crash, under the same key. */
  readonly sent?: Emergency;
  /** The allocation last received. */
  readonly current?: string;
};

export const newDraft = (current?: string): RequestDraft => ({
  key: crypto.randomUUID(),
  where: '',
  speciality: '',
  age: '',
  sex: '',
  isolation: 'none',
  equipment: [],
  priority: 3,
  current,
});

/** Words for a point: its degrees and the town near it. */
export const whereOf = (place: Place): string => {
  const degrees = `${formatNumber(place.latitude, 3)} ${formatNumber(place.longitude, 3)}`;
  const town = townNear(place);
  return town ? `${degrees} (${town.name})` : degrees;
};

export const draftPlace = ({ where, place }: Pick<RequestDraft, 'where' | 'place'>): Place | undefined =>
  place ?? placeOf(where);

/** The speciality a text names: its code, its words in either language, or the first whose words it begins. */
export const specialityOf = (text: string, list: readonly Speciality[]): Speciality | undefined => {
  const typed = plainText(text);
  if (!typed) return undefined;
  const named = list.find(
    ({ code, label, labelFr }) => code === typed || [label, labelFr].some((l) => plainText(l) === typed),
  );
  if (named) return named;
  const words = typed.split(' ').filter(Boolean);
  return list.find(({ code, label, labelFr }) =>
    [`${labelFr} ${code}`, `${label} ${code}`].some((all) => words.every((word) => plainText(all).includes(word))),
  );
};

const AGE = /^(\d{1,3})(?:[.,](\d+))?\s*(ans?|a|mois|m|semaines?|sem|s|jours?|j|years?|y|months?|weeks?|w|days?|d)?$/;

/** An age in years: `34`, `34 ans`, `6 mois`, `3 j`; undefined when it is none. */
export const ageOf = (text: string): number | undefined => {
  const [, whole, part, unit = 'a'] = AGE.exec(plainText(text)) ?? [];
  if (whole === undefined) return undefined;
  const value = Number(part ? `${whole}.${part}` : whole);
  const days = /^[jd]/.test(unit) ? 1 : /^(s|w)/.test(unit) ? 7 : /^m/.test(unit) ? 30.4375 : 365.25;
  const age = days === 365.25 ? value : Math.round((value * days * 1_000) / 365.25) / 1_000;
  return age <= 130 ? age : undefined;
};

export type Missing = Partial<
  Record<
    'where' | 'speciality' | 'age',
    'beds.request.whereMissing' | 'beds.request.specialityMissing' | 'beds.request.ageWrong'
  >
>;

/** What to ask the server, or what is missing for it. */
export const emergencyOf = (
  draft: RequestDraft,
  list: readonly Speciality[],
): { readonly emergency?: Emergency; readonly missing: Missing } => {
  const place = draftPlace(draft);
  const speciality = specialityOf(draft.speciality, list);
  const age = draft.age.trim() ? ageOf(draft.age) : undefined;
  const missing: Missing = {
    ...(!place && { where: 'beds.request.whereMissing' }),
    ...(!speciality && { speciality: 'beds.request.specialityMissing' }),
    ...(draft.age.trim() && age === undefined && { age: 'beds.request.ageWrong' }),
  };
  if (!place || !speciality || missing.age) return { missing };
  const emergency: Emergency = {
    speciality: speciality.code,
    latitude: Math.round(place.latitude * 1e5) / 1e5,
    longitude: Math.round(place.longitude * 1e5) / 1e5,
    ...(age !== undefined && { age }),
    ...(draft.sex && { sex: draft.sex }),
    ...(draft.isolation !== 'none' && { isolation: draft.isolation }),
    ...(draft.equipment.length > 0 && { equipment: draft.equipment }),
    ...(draft.priority !== 3 && { priority: draft.priority }),
    ...(draft.hospital && { hospital: draft.hospital.id }),
  };
  return { emergency, missing };
};

/** The same request begun anew, for an allocation that ran out. */
export const draftAgain = (emergency: Emergency, nameOf: (code: string) => string): RequestDraft => {
  const { latitude, longitude, speciality, age, sex, isolation, equipment, priority } = emergency;
  const place = { latitude, longitude };
  return {
    ...newDraft(),
    place,
    where: whereOf(place),
    speciality: nameOf(speciality),
    age: age === undefined ? '' : age < 1 ? `${Math.round(age * 365.25)} j` : formatNumber(age),
    sex: sex ?? '',
    isolation: isolation ?? 'none',
    equipment: equipment ?? [],
    priority: priority ?? 3,
  };
};
