// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import type { AllergyIntolerance } from 'fhir/r4';
import { fhir, resourcesOf } from '@/fhir/client';
import { conceptCode, conceptText } from '@/fhir/concept';

/** How dangerous: from the criticality, or from the worst reaction recorded. */
export type Gravity = 'severe' | 'moderate' | 'mild' | 'unknown';

export type Allergy = {
  readonly id: string;
  readonly substance: string;
  readonly gravity: Gravity;
  readonly kind?: string;
  readonly category?: string;
  readonly verification?: string;
  readonly active: boolean;
  readonly since?: string;
  readonly reactions: readonly string[];
  /** The record says that there is no known allergy. */
  readonly noneKnown: boolean;
};

/** SNOMED CT: no known allergy, no known drug allergy, no known food allergy. */
const NONE_KNOWN = ['716186003', '409137002', '429625007', '1003774007'];

const RANK: Readonly<Record<Gravity, number>> = { severe: 0, moderate: 1, unknown: 2, mild: 3 };

const gravityOf = (allergy: AllergyIntolerance): Gravity => {
  const severities = (allergy.reaction ?? []).map((reaction) => reaction.severity);
  if (allergy.criticality === 'high' || severities.includes('severe')) return 'severe';
  if (severities.includes('moderate')) return 'moderate';
  return severities.includes('mild') || allergy.criticality === 'low' ? 'mild' : 'unknown';
};

/** « Allergie à la pénicilline » is « Pénicilline » where everything shown is an allergy. */
export const substanceOf = (text: string): string => {
  const bare = text.replace(/^allergie (à la |à l[’'] ?|aux |au |à )/iu, '');
  return bare === text ? text : bare.charAt(0).toLocaleUpperCase('fr') + bare.slice(1);
};

export const allergyOf = (allergy: AllergyIntolerance): Allergy => {
  const clinical = conceptCode(allergy.clinicalStatus);
  const verification = conceptCode(allergy.verificationStatus);
  return {
    id: allergy.id ?? '',
    substance: substanceOf(conceptText(allergy.code)),
    gravity: gravityOf(allergy),
    kind: allergy.type,
    category: allergy.category?.[0],
    verification,
    active: clinical !== 'inactive' && clinical !== 'resolved' && verification !== 'refuted',
    since: allergy.onsetDateTime ?? allergy.recordedDate,
    reactions: (allergy.reaction ?? []).flatMap((reaction) => reaction.manifestation.map(conceptText)).filter(Boolean),
    noneKnown: NONE_KNOWN.includes(conceptCode(allergy.code) ?? ''),
  };
};

/** What a banner says about allergies: « none known » and « not recorded » are different facts. */
export type AllergyFact =
  | { readonly kind: 'known'; readonly allergies: readonly Allergy[] }
  | { readonly kind: 'none-known' }
  | { readonly kind: 'not-recorded' };

export const allergyFact = (allergies: readonly Allergy[]): AllergyFact => {
  const active = allergies.filter((allergy) => allergy.active && !allergy.noneKnown);
  if (active.length) return { kind: 'known', allergies: active };
  return allergies.some((allergy) => allergy.noneKnown && allergy.active)
    ? { kind: 'none-known' }
    : { kind: 'not-recorded' };
};

/** Allergies of one patient, most severe first; mistaken entries are left out. */
export const allergiesQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['AllergyIntolerance', { patient: patientId }] as const,
    queryFn: async ({ signal }): Promise<readonly Allergy[]> => {
      const bundle = await fhir.search('AllergyIntolerance', { patient: patientId, _count: 100 }, signal);
      return resourcesOf<AllergyIntolerance>(bundle, 'AllergyIntolerance')
        .map(allergyOf)
        .filter((allergy) => allergy.verification !== 'entered-in-error')
        .toSorted((a, b) => RANK[a.gravity] - RANK[b.gravity]);
    },
  });
