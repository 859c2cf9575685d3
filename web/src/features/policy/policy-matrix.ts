// SPDX-License-Identifier: Apache-2.0
import type { Policy, PolicyGrant } from './policy-query';

/** Kinds of data a reader knows, each a list of resource types or of the policy's sets. */
export const GROUPS = [
  { key: 'identity', types: ['Patient'] },
  { key: 'clinical', types: ['@clinical'] },
  { key: 'stays', types: ['@administrative'] },
  { key: 'measures', types: ['Observation'] },
  { key: 'prescriptions', types: ['MedicationRequest'] },
  { key: 'dispensing', types: ['MedicationAdministration', 'MedicationDispense'] },
  { key: 'documents', types: ['DocumentReference', 'Binary'] },
  { key: 'messages', types: ['Communication', 'Task'] },
  { key: 'consents', types: ['Consent'] },
  { key: 'billing', types: ['Claim', 'ExplanationOfBenefit', 'Invoice', 'ChargeItem'] },
  { key: 'traces', types: ['AuditEvent', 'Provenance'] },
  { key: 'directory', types: ['@directory'] },
] as const;

/** The people of an establishment; programs are not in the table. */
export const PEOPLE = [
  'physician',
  'nurse',
  'secretary',
  'pharmacist',
  'technician',
  'dim',
  'dpo',
  'admin',
  'regulator',
  'patient',
] as const;

export type Share = 'all' | 'some' | 'none';

/**
 * What a role may do with a kind of data. `narrowed`: of some type only what meets criteria or circumstances;
 * `hidden`: elements are left out.
 */
export type Cell = {
  readonly see: Share;
  readonly change: Share;
  readonly narrowed: boolean;
  readonly hidden: boolean;
};

const SEEING = /[rs]/;
const CHANGING = /[cud]/;

export const listOf = (texts: string | readonly string[] | undefined): readonly string[] =>
  texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts;

/** The types a list of names stands for; `*` is kept as it is. */
export const typesOf = (policy: Policy, names: string | readonly string[]): readonly string[] =>
  listOf(names).flatMap((name) => (name.startsWith('@') ? (policy.sets?.[name.slice(1)] ?? []) : [name]));

/** Whether the option a grant depends on, if any, stands as the grant wants. */
export const isInForce = (policy: Policy, { option }: PolicyGrant): boolean =>
  !option || (option.startsWith('!') ? !policy.options?.[option.slice(1)] : policy.options?.[option] === true);

/** Whether a grant opens less than everything of its types, at all times. */
export const isNarrow = (grant: PolicyGrant): boolean =>
  [grant.criteria, grant.with, grant.purposes].some((texts) => listOf(texts).length > 0) ||
  grant.onCall === true ||
  grant.from !== undefined;

const share = (count: number, of: number): Share => (count === 0 ? 'none' : count === of ? 'all' : 'some');

/** One cell of the table: a role and a list of types. */
export const cellOf = (policy: Policy, role: string, types: readonly string[]): Cell => {
  const grants = (policy.roles?.[role] ?? []).filter((grant) => isInForce(policy, grant));
  const concerning = (type: string, what: RegExp) =>
    grants.filter((grant) => {
      const all = typesOf(policy, grant.types);
      return what.test(grant.allows) && (all.includes('*') || all.includes(type));
    });
  const seen = types.filter((type) => concerning(type, SEEING).length > 0);
  const changed = types.filter((type) => concerning(type, CHANGING).length > 0);
  return {
    see: share(seen.length, types.length),
    change: share(changed.length, types.length),
    narrowed: seen.some((type) => concerning(type, SEEING).every(isNarrow)),
    hidden: seen.some((type) =>
      concerning(type, SEEING).some((grant) => listOf(grant.hides).some((path) => path.startsWith(`${type}.`))),
    ),
  };
};

/** The grants that come (true) and go (false) with an option, by role. */
export const changesOf = (
  policy: Policy,
  option: string,
): readonly { readonly role: string; readonly says: string; readonly comes: boolean }[] =>
  Object.entries(policy.roles ?? {}).flatMap(([role, grants]) =>
    grants
      .filter((grant) => grant.option === option || grant.option === `!${option}`)
      .map((grant) => ({ role, says: grant.says, comes: grant.option === option })),
  );

/** The same policy with one option the other way. */
export const flipped = (policy: Policy, option: string): Policy => ({
  ...policy,
  options: { ...policy.options, [option]: !policy.options?.[option] },
});

/** Every type the policy names, alphabetical. */
export const namedTypes = (policy: Policy): readonly string[] => {
  const all = Object.values(policy.roles ?? {}).flatMap((grants) =>
    grants.flatMap((grant) => typesOf(policy, grant.types)),
  );
  return [...new Set(all)].filter((type) => type !== '*').toSorted();
};
