// SPDX-License-Identifier: Apache-2.0
import type { CodeableConcept, Consent, ConsentProvision, Reference } from 'fhir/r4';
import { conceptText } from '@/fhir/concept';
import { ROLES } from '@/fhir/systems';

/** Purposes a screen can name; the codes are those of v3-ActReason. */
export const PURPOSES = ['TREAT', 'HRESCH', 'PATRQT'] as const;

/** Roles an opposition can be made against. */
export const OPPOSED_ROLES = ['physician', 'nurse', 'pharmacist', 'secretary', 'technician', 'dim'] as const;

export type Actor =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'role'; readonly code: string }
  | { readonly kind: 'named'; readonly reference: string; readonly name?: string };

/** Where a decision stands today. */
export type Validity = 'active' | 'coming' | 'over' | 'draft';

/** What a patient has decided, as far as this server keeps to it. `wider`: it says more than is told apart. */
export type Decision = {
  readonly id: string;
  readonly consent: Consent;
  readonly kind: 'opposition' | 'agreement' | 'other';
  readonly validity: Validity;
  readonly against: readonly Actor[];
  readonly except: readonly Actor[];
  readonly purposes: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly wider: boolean;
  readonly subject: string;
};

const isOptOut = (rule: CodeableConcept | undefined): boolean =>
  rule?.coding?.some((coding) => coding.code === 'OPTOUT') ?? false;

const actorOf = (reference: Reference | undefined): Actor => {
  const address = reference?.reference;
  if (address && /^(Practitioner|Organization)\//.test(address))
    return { kind: 'named', reference: address, name: reference.display };
  const { system, value } = reference?.identifier ?? {};
  return system === ROLES && value ? { kind: 'role', code: value } : { kind: 'everyone' };
};

const actorsOf = (provisions: readonly ConsentProvision[]): readonly Actor[] =>
  provisions.flatMap((one): readonly Actor[] =>
    one.actor?.length ? one.actor.map((actor) => actorOf(actor.reference)) : [{ kind: 'everyone' }],
  );

const NARROW = ['code', 'securityLabel', 'dataPeriod', 'data', 'action', 'class'] as const;

/** The last day counts whole: a period ends with it. */
const isPast = (end: string | undefined, now: Date): boolean => {
  if (!end) return false;
  if (end.includes('T')) return Date.parse(end) <= now.getTime();
  const [year = 0, month, day] = end.split('-').map(Number);
  const next = day
    ? new Date(year, (month ?? 1) - 1, day + 1)
    : month
      ? new Date(year, month, 1)
      : new Date(year + 1, 0, 1);
  return next <= now;
};

const validityOf = ({ status, provision }: Consent, now: Date): Validity => {
  if (status === 'draft' || status === 'proposed') return 'draft';
  if (status !== 'active' || isPast(provision?.period?.end, now)) return 'over';
  const start = provision?.period?.start;
  return start && new Date(start) > now ? 'coming' : 'active';
};

export const decisionOf = (consent: Consent, now: Date = new Date()): Decision => {
  const { provision, policyRule } = consent;
  const denies = provision?.type === 'deny' || (!provision?.type && isOptOut(policyRule));
  const nested = provision?.provision ?? [];
  const deny = [...(provision && denies ? [provision] : []), ...nested.filter((one) => one.type === 'deny')];
  const opposed = denies || deny.length > 0;
  return {
    id: consent.id ?? '',
    consent,
    kind: opposed ? 'opposition' : provision?.type === 'permit' ? 'agreement' : 'other',
    validity: validityOf(consent, now),
    against: deny.length ? actorsOf(deny) : [{ kind: 'everyone' }],
    except: denies ? actorsOf(nested.filter((one) => one.type === 'permit')) : [],
    purposes: [...new Set(deny.flatMap((one) => one.purpose?.map((purpose) => purpose.code ?? '') ?? []))].filter(
      Boolean,
    ),
    since: provision?.period?.start ?? consent.dateTime,
    until: provision?.period?.end,
    wider: opposed && [provision, ...nested].some((one) => one && NARROW.some((member) => one[member] !== undefined)),
    subject: conceptText(consent.category?.[0]) || conceptText(consent.scope),
  };
};
