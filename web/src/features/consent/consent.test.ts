// SPDX-License-Identifier: Apache-2.0
import type { Consent } from 'fhir/r4';
import { expect, test } from 'vitest';
import { type ConsentDraft, consentResource, consentSchema, endedConsent, NEW_CONSENT } from './consent-draft';
import { decisionOf } from './consent-words';

const NOW = new Date('2026-11-22T10:00:00+01:00');
const draft = (over: Partial<ConsentDraft>): ConsentDraft => ({ ...NEW_CONSENT, against: 'everyone', ...over });
const made = (over: Partial<ConsentDraft>): Consent => consentResource(draft(over), 'p1', (code) => code, NOW);
const problems = (over: Partial<ConsentDraft>) =>
  consentSchema.safeParse(draft(over)).error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];

test('an opposition to everyone names nobody and holds from today', () => {
  expect(made({}).provision).toEqual({ type: 'deny', period: { start: '2026-11-22' } });
  expect(made({}).policyRule?.coding?.[0]?.code).toBe('OPTOUT');
});

test('roles are named by logical reference, people by reference, exceptions by a permit within', () => {
  const house = { id: 'x1', name: 'Dr House' };
  const { provision } = made({
    against: 'role',
    roles: ['nurse'],
    purposes: ['TREAT'],
    until: '31/12/2026',
    exceptions: [house],
  });
  expect(provision?.actor?.[0]?.reference).toEqual({
    identifier: { system: 'https://keneya.org/fhir/roles', value: 'nurse' },
    display: 'nurse',
  });
  expect(provision?.period).toEqual({ start: '2026-11-22', end: '2026-12-31' });
  expect(provision?.purpose).toEqual([{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }]);
  expect(provision?.provision).toMatchObject([
    { type: 'permit', actor: [{ reference: { reference: 'Practitioner/x1', display: 'Dr House' } }] },
  ]);
  expect(made({ against: 'person', people: [house], exceptions: [house] }).provision).not.toHaveProperty('provision');
});

test('what was written is told again in the same words', () => {
  const decision = decisionOf(
    {
      ...made({
        against: 'role',
        roles: ['nurse', 'dim'],
        purposes: ['HRESCH'],
        exceptions: [{ id: 'x1', name: 'A' }],
      }),
      id: 'c',
    },
    NOW,
  );
  expect(decision).toMatchObject({
    kind: 'opposition',
    validity: 'active',
    against: [
      { kind: 'role', code: 'nurse' },
      { kind: 'role', code: 'dim' },
    ],
    except: [{ kind: 'named', reference: 'Practitioner/x1', name: 'A' }],
    purposes: ['HRESCH'],
    wider: false,
  });
});

test.each([
  ['active', {}, 'active'],
  ['inactive', {}, 'over'],
  ['active', { end: '2026-11-22' }, 'active'],
  ['active', { end: '2026-11-21' }, 'over'],
  ['active', { end: '2026-10' }, 'over'],
  ['active', { end: '2026-11-22T08:59:00Z' }, 'over'],
  ['active', { start: '2026-12-01' }, 'coming'],
  ['proposed', {}, 'draft'],
] as const)('a decision that is %s with %o is %s', (status, period, validity) => {
  const consent: Consent = { ...made({}), status, provision: { type: 'deny', period } };
  expect(decisionOf(consent, NOW).validity).toBe(validity);
});

test('an ended opposition is inactive and says since when', () => {
  const ended = endedConsent(made({}), NOW);
  expect(ended.status).toBe('inactive');
  expect(ended.provision?.period).toEqual({ start: '2026-11-22', end: '2026-11-22T09:00:00.000Z' });
  expect(decisionOf(ended, NOW).validity).toBe('over');
});

test('a policy rule alone is an opposition to everyone; a permit is an agreement; finer words are taken wider', () => {
  const rule = { ...made({}), provision: undefined };
  expect(decisionOf(rule, NOW)).toMatchObject({ kind: 'opposition', against: [{ kind: 'everyone' }] });
  expect(decisionOf({ ...made({}), provision: { type: 'permit' } }, NOW).kind).toBe('agreement');
  expect(decisionOf({ ...made({}), provision: { type: 'deny', code: [{ text: 'VIH' }] } }, NOW).wider).toBe(true);
});

test('the form asks for whom, and for a day to come', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ against: '' })).toEqual(['against consent.againstMissing']);
  expect(problems({ against: 'role' })).toEqual(['roles consent.rolesMissing']);
  expect(problems({ against: 'person' })).toEqual(['people consent.peopleMissing']);
  expect(problems({ until: '12/13/2020' })).toContain('until form.dateUnknown');
  expect(problems({ until: '12/12/2020' })).toEqual(['until consent.untilPast']);
});
