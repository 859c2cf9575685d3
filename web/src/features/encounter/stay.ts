// SPDX-License-Identifier: Apache-2.0
import type { Encounter, Patient } from 'fhir/r4';
import { conceptText } from '@/fhir/concept';
import { type Identity, identityOf } from '@/fhir/identity';
import { idOf } from '@/fhir/names';

/** Kinds of encounter the ward has a word for. */
export type StayKind = 'AMB' | 'IMP' | 'EMER' | 'HH' | 'VR' | 'SS' | 'OTHER';

/** An encounter as the screens speak of one; dates are FHIR instants. */
export type Stay = {
  readonly id: string;
  readonly kind: StayKind;
  readonly title: string;
  readonly reason?: string;
  readonly service?: string;
  readonly place?: string;
  readonly practitioner?: string;
  readonly start?: string;
  readonly end?: string;
  readonly status: string;
  readonly patientId?: string;
  readonly patient?: Identity;
};

const KINDS: Readonly<Record<string, StayKind>> = {
  AMB: 'AMB',
  IMP: 'IMP',
  ACUTE: 'IMP',
  NONAC: 'IMP',
  EMER: 'EMER',
  HH: 'HH',
  VR: 'VR',
  SS: 'SS',
  OBSENC: 'IMP',
};

export const stayOf = (encounter: Encounter, patients: readonly Patient[] = []): Stay => {
  const patientId = idOf(encounter.subject);
  const patient = patients.find((one) => one.id === patientId);
  return {
    id: encounter.id ?? '',
    kind: KINDS[encounter.class?.code ?? ''] ?? 'OTHER',
    title: conceptText(encounter.type?.[0]),
    reason: conceptText(encounter.reasonCode?.[0]) || undefined,
    service: encounter.serviceType ? conceptText(encounter.serviceType) : encounter.serviceProvider?.display,
    place: encounter.location?.find((l) => l.location?.display)?.location.display,
    practitioner: encounter.participant?.find((p) => p.individual?.display)?.individual?.display,
    start: encounter.period?.start,
    end: encounter.period?.end,
    status: encounter.status,
    patientId,
    patient: patient && identityOf(patient),
  };
};
