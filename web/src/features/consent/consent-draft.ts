// SPDX-License-Identifier: Apache-2.0
import type { Consent, ConsentProvisionActor } from 'fhir/r4';
import type { FieldOf } from '@/fhir/refusals';
import { ACT_CODE, ACT_REASON, CONSENT_SCOPE, LOINC, PARTICIPATION, ROLES } from '@/fhir/systems';
import { instantOf, today } from '@/lib/dates';
import { parseDay } from '@/lib/parse-date';
import { z } from '@/lib/validation';
import type { Professional } from './consent-query';

/** What the form holds. `until` is as typed; empty lists of purposes mean any purpose. */
export type ConsentDraft = {
  readonly against: string;
  readonly roles: string[];
  readonly people: Professional[];
  readonly purposes: string[];
  readonly until: string;
  readonly exceptions: Professional[];
};

export const NEW_CONSENT: ConsentDraft = {
  against: '',
  roles: [],
  people: [],
  purposes: [],
  until: '',
  exceptions: [],
};

const professional = z.object({ id: z.string(), name: z.string(), number: z.string().optional() });

const endsLater = (typed: string): boolean => {
  const day = parseDay(typed);
  return day === undefined || day >= today();
};

export const consentSchema = z
  .object({
    against: z.string('consent.againstMissing').min(1, 'consent.againstMissing'),
    roles: z.array(z.string()),
    people: z.array(professional),
    purposes: z.array(z.string()),
    until: z
      .string()
      .refine((text) => !text.trim() || parseDay(text) !== undefined, 'form.dateUnknown')
      .refine((text) => !text.trim() || endsLater(text), 'consent.untilPast'),
    exceptions: z.array(professional),
  })
  .superRefine((draft, context) => {
    if (draft.against === 'role' && draft.roles.length === 0)
      context.addIssue({ code: 'custom', path: ['roles'], message: 'consent.rolesMissing' });
    if (draft.against === 'person' && draft.people.length === 0)
      context.addIssue({ code: 'custom', path: ['people'], message: 'consent.peopleMissing' });
  });

const recipient = { coding: [{ system: PARTICIPATION, code: 'IRCP' }], text: 'Destinataire' };

const named = ({ id, name }: Professional): ConsentProvisionActor => ({
  role: recipient,
  reference: { reference: `Practitioner/${id}`, display: name },
});

const ofRole = (code: string, label: string): ConsentProvisionActor => ({
  role: recipient,
  reference: { identifier: { system: ROLES, value: code }, display: label },
});

/** The FHIR Consent of a valid draft, as the server keeps to it. It holds from today's first minute. */
export const consentResource = (
  draft: ConsentDraft,
  patientId: string,
  roleLabel: (code: string) => string,
  now: Date = new Date(),
): Consent => {
  const patient = { reference: `Patient/${patientId}` };
  const time = [now.getHours(), now.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':');
  const end = parseDay(draft.until);
  const actor =
    draft.against === 'role'
      ? draft.roles.map((code) => ofRole(code, roleLabel(code)))
      : draft.against === 'person'
        ? draft.people.map(named)
        : [];
  const exceptions = draft.against === 'person' ? [] : draft.exceptions;
  return {
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ system: CONSENT_SCOPE, code: 'patient-privacy' }] },
    category: [{ coding: [{ system: LOINC, code: '59284-0', display: 'Consent Document' }], text: 'Opposition' }],
    patient,
    dateTime: instantOf(today(now), time),
    performer: [patient],
    policyRule: { coding: [{ system: ACT_CODE, code: 'OPTOUT' }], text: 'Opposition' },
    provision: {
      type: 'deny',
      period: { start: today(now), ...(end && { end }) },
      ...(actor.length && { actor }),
      ...(draft.purposes.length && { purpose: draft.purposes.map((code) => ({ system: ACT_REASON, code })) }),
      ...(exceptions.length && { provision: [{ type: 'permit', actor: exceptions.map(named) }] }),
    },
  };
};

/** The same decision, ended now. */
export const endedConsent = (consent: Consent, now: Date = new Date()): Consent => ({
  ...consent,
  status: 'inactive',
  ...(consent.provision && {
    provision: { ...consent.provision, period: { ...consent.provision.period, end: now.toISOString() } },
  }),
});

/** Where a refusal of the server shows. */
export const consentField: FieldOf<ConsentDraft> = ({ expression = '' }) => {
  if (/period/.test(expression)) return 'until';
  return /purpose/.test(expression) ? 'purposes' : undefined;
};
