// SPDX-License-Identifier: Apache-2.0
import type { Identifier, Patient } from 'fhir/r4';
import { BIRTH_GIVEN_NAMES, BIRTH_PLACE, IDENTITY_RELIABILITY, INS_SYSTEMS, INSEE_CODE } from '@/fhir/systems';

/** RNIV confidence status of an identity. */
export type InsStatus = 'qualifiee' | 'validee' | 'recuperee' | 'provisoire';

/** A patient as the screens speak of one. Dates are FHIR dates, `ins` is compact, lists keep the record's order. */
export type Identity = {
  readonly id: string;
  readonly birthName: string;
  readonly usedName?: string;
  readonly givenNames: readonly string[];
  readonly usedGivenName?: string;
  readonly birthDate?: string;
  readonly sex: 'male' | 'female' | 'other' | 'unknown';
  readonly ins?: string;
  readonly insSystem?: string;
  readonly insStatus: InsStatus;
  readonly ipp?: string;
  readonly birthPlace?: string;
  readonly birthPlaceCode?: string;
  readonly deceased?: string | true;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly address?: string;
  readonly city?: string;
};

const isIns = (identifier: Identifier): boolean =>
  INS_SYSTEMS.includes(identifier.system ?? '') && identifier.use !== 'old';

const statusOf = (patient: Patient, hasIns: boolean): InsStatus => {
  const reliability = patient.extension?.find((e) => e.url === IDENTITY_RELIABILITY);
  const code = reliability?.extension?.find((e) => e.url === 'identityStatus')?.valueCoding?.code;
  if (code === 'VALI') return hasIns ? 'qualifiee' : 'validee';
  return hasIns ? 'recuperee' : 'provisoire';
};

const namesOf = (patient: Patient) => {
  const official = patient.name?.find((name) => name.use === 'official') ?? patient.name?.[0];
  const usual = patient.name?.find((name) => name.use === 'usual');
  const listed = official?.extension?.find((e) => e.url === BIRTH_GIVEN_NAMES)?.valueString;
  const given = official?.given ?? [];
  return {
    birthName: official?.family ?? official?.text ?? '',
    givenNames: given.length > 1 || !listed ? given : listed.split(/\s+/),
    usedName: usual?.family && usual.family !== official?.family ? usual.family : undefined,
    usedGivenName: usual?.given?.[0] && usual.given[0] !== given[0] ? usual.given[0] : undefined,
  };
};

/** Reads a FHIR Patient in its French shape (FR Core), or any Patient as far as it goes. */
export const identityOf = (patient: Patient): Identity => {
  const ins = patient.identifier?.find((identifier) => isIns(identifier) && identifier.value);
  const birthPlace = patient.extension?.find((e) => e.url === BIRTH_PLACE)?.valueAddress;
  const address = patient.address?.find((a) => a.use === 'home') ?? patient.address?.[0];
  const telecom = (system: string) =>
    (patient.telecom ?? []).filter((t) => t.system === system && t.value).map((t) => t.value as string);
  return {
    id: patient.id ?? '',
    ...namesOf(patient),
    birthDate: patient.birthDate,
    sex: patient.gender ?? 'unknown',
    ins: ins?.value,
    insSystem: ins?.system,
    insStatus: statusOf(patient, ins !== undefined),
    ipp: patient.identifier?.find((i) => i.type?.coding?.some((c) => c.code === 'PI' || c.code === 'MR'))?.value,
    birthPlace: birthPlace?.city ?? birthPlace?.text,
    birthPlaceCode: birthPlace?.extension?.find((e) => e.url === INSEE_CODE)?.valueCoding?.code,
    deceased: patient.deceasedDateTime ?? (patient.deceasedBoolean ? true : undefined),
    phones: telecom('phone'),
    emails: telecom('email'),
    address: address ? addressLine(address) : undefined,
    city: address?.city,
  };
};

const addressLine = (address: NonNullable<Patient['address']>[number]): string =>
  [...(address.line ?? []), [address.postalCode, address.city].filter(Boolean).join(' ')].filter(Boolean).join(', ');

type Named = Pick<Identity, 'birthName' | 'usedName' | 'givenNames' | 'usedGivenName'>;

/** `DUPONT (MARTIN) Camille`: birth name in capitals, used name in brackets, the given name in use. */
export const displayName = (person: Named): string => {
  const used = person.usedName ? `(${person.usedName.toLocaleUpperCase('fr')})` : undefined;
  const given = person.usedGivenName ?? person.givenNames[0];
  return [person.birthName.toLocaleUpperCase('fr'), used, given].filter(Boolean).join(' ');
};
