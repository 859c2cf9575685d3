// SPDX-License-Identifier: Apache-2.0
/** A point on the sphere, decimal degrees (WGS 84). */
export type Place = { readonly latitude: number; readonly longitude: number };

export const BED_STATES = ['free', 'held', 'occupied', 'cleaning', 'closed'] as const;
export type BedState = (typeof BED_STATES)[number];

export const ISOLATIONS = ['none', 'contact', 'droplet', 'airborne'] as const;
export type Isolation = (typeof ISOLATIONS)[number];

export const EQUIPMENT = ['monitor', 'ventilator', 'telemetry', 'dialysis', 'ecmo', 'incubator', 'bariatric'] as const;
export type Equipment = (typeof EQUIPMENT)[number];

export const DIVERSIONS = ['open', 'critical', 'closed'] as const;
export type Diversion = (typeof DIVERSIONS)[number];

export type Status = 'held' | 'confirmed' | 'released' | 'cancelled' | 'expired' | 'refused' | 'transferred';

/** What is asked for one emergency: nobody's name, ever. Age in years, a fraction below 1. */
export type Emergency = Place & {
  readonly speciality: string;
  readonly age?: number;
  readonly sex?: 'female' | 'male';
  readonly isolation?: Isolation;
  readonly equipment?: readonly Equipment[];
  readonly priority?: number;
  readonly hospital?: string;
};

export type HospitalPlace = Place & { readonly id: string; readonly name: string };

/** Why a decision fell: a code, and the sentence for the reader. */
export type Reason = { readonly code: string; readonly text: string };

export type Alternative = {
  readonly hospital: HospitalPlace;
  readonly distanceMetres: number;
  readonly travelSeconds: number;
  readonly travelKind?: TravelKind;
  readonly freeBeds: number;
};

export type TravelKind = 'great-circle' | 'road';

/** A bed given to one emergency. */
export type Allocation = {
  readonly id: string;
  readonly status: Status;
  readonly expiresAt: string;
  readonly hospital: HospitalPlace;
  readonly bed: { readonly id: string; readonly unit: string };
  readonly distanceMetres: number;
  readonly travelSeconds: number;
  readonly travelKind: TravelKind;
  readonly reasons: readonly Reason[];
  readonly alternatives: readonly Alternative[];
  readonly emergency: Emergency;
  readonly replaces?: string;
  readonly replacedBy?: string;
};

export type Counts = Readonly<Record<BedState, number>>;

export type Hospital = HospitalPlace & {
  readonly region?: string;
  readonly country?: string;
  readonly diversion: Diversion;
  /** The reader's own establishment keeps its beds. */
  readonly own?: boolean;
  readonly beds: Counts;
  readonly specialities: readonly { readonly code: string; readonly free: number; readonly total: number }[];
};

export type Bed = {
  readonly id: string;
  readonly unit: string;
  readonly specialities: readonly string[];
  readonly equipment: readonly Equipment[];
  readonly isolation: Isolation;
  readonly sex?: 'female' | 'male';
  readonly youngest: number;
  readonly oldest: number;
  readonly state: BedState;
  readonly since?: string;
  readonly allocation?: string;
  /** When the hold ends, if it is held. */
  readonly expiresAt?: string;
};

export type Speciality = {
  readonly code: string;
  readonly label: string;
  readonly labelFr: string;
  readonly group?: string;
  readonly groupFr?: string;
  /** Withdrawn from the dictionary: read, not asked. */
  readonly retired?: boolean;
};

/** One hospital of the summary. */
export type Dot = readonly [
  id: string,
  latitude: number,
  longitude: number,
  free: number,
  total: number,
  diversion: Diversion,
  name: string,
];

/** The nation at a glance, for one speciality or all. */
export type Summary = {
  readonly hospitals: readonly Dot[];
  readonly regions: readonly { readonly region: string; readonly free: number; readonly total: number }[];
  readonly specialities: readonly { readonly code: string; readonly free: number; readonly total: number }[];
};
