// SPDX-License-Identifier: Apache-2.0
import type { Address, ContactPoint, Extension, HumanName, Identifier, Patient } from 'fhir/r4';
import {
  BIRTH_GIVEN_NAMES,
  BIRTH_PLACE,
  FR_IDENTIFIER_TYPE,
  IDENTITY_RELIABILITY,
  IDENTITY_STATUS,
  INS_DEMO,
  INS_SYSTEMS,
  INSEE_CODE,
  INSEE_COMMUNES,
} from '@/fhir/systems';
import { compactIns } from '@/lib/ins';
import { parseDay } from '@/lib/parse-date';
import type { PatientDraft } from './patient-draft';

const words = (text: string): string[] =>
  text
    .trim()
    .split(/[\s,]+/)
    .filter(Boolean);
const upper = (text: string): string => text.trim().toLocaleUpperCase('fr');

/** First given name first, then the others; « Jean Pierre » stays one name when it is the first. */
export const givenNames = (draft: Pick<PatientDraft, 'firstGiven' | 'allGivens'>): string[] => {
  const first = draft.firstGiven.trim();
  const all = draft.allGivens.trim();
  const rest = all.toLowerCase().startsWith(first.toLowerCase()) ? all.slice(first.length) : all;
  return [first, ...words(rest)].filter(Boolean);
};

const namesOf = (draft: PatientDraft, base: Patient | undefined): HumanName[] => {
  const given = givenNames(draft);
  const others = (base?.name ?? []).filter(
    (name) => name.use !== 'official' && name.use !== 'usual' && name !== base?.name?.[0],
  );
  const official: HumanName = {
    use: 'official',
    family: upper(draft.birthName),
    given,
    extension: [{ url: BIRTH_GIVEN_NAMES, valueString: given.join(' ') }],
  };
  if (!draft.usedName.trim() && !draft.usedGiven.trim()) return [official, ...others];
  const usual: HumanName = {
    use: 'usual',
    family: upper(draft.usedName || draft.birthName),
    given: [draft.usedGiven.trim() || (given[0] ?? '')],
  };
  return [official, usual, ...others];
};

const identifiersOf = (draft: PatientDraft, base: Patient | undefined): Identifier[] => {
  const kept = (base?.identifier ?? []).filter((one) => !INS_SYSTEMS.includes(one.system ?? '') || one.use === 'old');
  const before = base?.identifier?.find((one) => INS_SYSTEMS.includes(one.system ?? '') && one.use !== 'old');
  const value = compactIns(draft.ins);
  if (!value) return kept;
  const ins: Identifier = before
    ? { ...before, value }
    : { use: 'official', type: { coding: [{ system: FR_IDENTIFIER_TYPE, code: 'INS-NIR' }] }, system: INS_DEMO, value };
  return [ins, ...kept];
};

const birthPlaceOf = (draft: PatientDraft): Extension[] => {
  const code = draft.birthPlaceCode.trim().toUpperCase();
  const city = draft.birthPlace.trim();
  if (!code && !city) return [];
  const extension = code ? [{ url: INSEE_CODE, valueCoding: { system: INSEE_COMMUNES, code } }] : undefined;
  return [{ url: BIRTH_PLACE, valueAddress: { ...(city && { city }), ...(extension && { extension }) } }];
};

const reliabilityOf = (draft: PatientDraft): Extension => ({
  url: IDENTITY_RELIABILITY,
  extension: [
    { url: 'identityStatus', valueCoding: { system: IDENTITY_STATUS, code: draft.checkedIdentity ? 'VALI' : 'PROV' } },
  ],
});

const telecomOf = (draft: PatientDraft, base: Patient | undefined): ContactPoint[] => {
  const before = base?.telecom ?? [];
  const one = (system: 'phone' | 'email', value: string): ContactPoint[] => {
    const all = before.filter((point) => point.system === system);
    if (!value.trim()) return all.slice(1);
    return [
      { ...(all[0] ?? { system, ...(system === 'phone' && { use: 'mobile' as const }) }), value: value.trim() },
      ...all.slice(1),
    ];
  };
  return [
    ...one('phone', draft.phone),
    ...one('email', draft.email),
    ...before.filter((point) => point.system !== 'phone' && point.system !== 'email'),
  ];
};

const addressOf = (draft: PatientDraft, base: Patient | undefined): Address[] => {
  const before = base?.address ?? [];
  const home = before.find((one) => one.use === 'home') ?? before[0];
  const others = before.filter((one) => one !== home);
  const { line, postalCode, city } = draft;
  if (![line, postalCode, city].some((text) => text.trim())) return others;
  const moved = home && (home.city !== city.trim() || home.postalCode !== postalCode.trim());
  return [
    {
      ...(moved ? { use: home.use, country: home.country } : (home ?? { use: 'home' as const, country: 'FRA' })),
      ...(line.trim() && { line: line.split(/\s*,\s*/).filter(Boolean) }),
      ...(postalCode.trim() && { postalCode: postalCode.trim() }),
      ...(city.trim() && { city: city.trim() }),
    },
    ...others,
  ];
};

const orNothing = <T>(list: T[]): T[] | undefined => (list.length ? list : undefined);

/** The FHIR patient of a valid draft: what the form does not show is kept from `base`. */
export const patientOf = (draft: PatientDraft, base?: Patient): Patient => {
  const others = (base?.extension ?? []).filter((one) => one.url !== BIRTH_PLACE && one.url !== IDENTITY_RELIABILITY);
  return {
    ...(base ?? { resourceType: 'Patient', active: true }),
    extension: [reliabilityOf(draft), ...birthPlaceOf(draft), ...others],
    identifier: orNothing(identifiersOf(draft, base)),
    name: namesOf(draft, base),
    telecom: orNothing(telecomOf(draft, base)),
    gender: draft.sex as Patient['gender'],
    birthDate: parseDay(draft.birthDate),
    address: orNothing(addressOf(draft, base)),
  };
};
