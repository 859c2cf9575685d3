// SPDX-License-Identifier: Apache-2.0
import { z } from '@/lib/validation';
import type { Registration } from './apps-query';

/** Data an application may be given, each a resource type; all of them is `*`. */
export const DATA = [
  'Patient',
  'Encounter',
  'Observation',
  'Condition',
  'AllergyIntolerance',
  'MedicationRequest',
  'Immunization',
  'DiagnosticReport',
  'DocumentReference',
  'Practitioner',
] as const;

export const REACH = ['patient', 'user'] as const;
export const VERBS = ['rs', 'cruds'] as const;
export const KINDS = ['public', 'symmetric'] as const;
export const EXTRAS = ['launch', 'online_access', 'offline_access'] as const;

/** What the form holds; addresses one a line. */
export type AppDraft = {
  readonly name: string;
  readonly kind: string;
  readonly addresses: string;
  readonly launchUrl: string;
  readonly reach: string;
  readonly data: readonly string[];
  readonly verbs: string;
  readonly extras: readonly string[];
};

export const NEW_APP: AppDraft = {
  name: '',
  kind: 'public',
  addresses: '',
  launchUrl: '',
  reach: 'patient',
  data: [],
  verbs: 'rs',
  extras: [],
};

const LONGEST_NAME = 100;

const lines = (text: string): readonly string[] =>
  text
    .split(/\s+/)
    .map((line) => line.trim())
    .filter(Boolean);

/** An https address, or http on this machine, without fragment or wildcard. */
const isSafe = (address: string): boolean => {
  if (!URL.canParse(address) || /[#*]/.test(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname));
};

/** An address of an installed application's own scheme, `org.example.app:/back`. */
const isOwnScheme = (address: string): boolean => /^[a-z][a-z0-9]*(\.[a-z0-9-]+)+:\/[^\s#*]*$/.test(address);

export const appSchema = z.object({
  name: z
    .string()
    .refine((name) => name.trim().length > 0, 'apps.nameMissing')
    .refine((name) => name.trim().length <= LONGEST_NAME, 'apps.nameLong'),
  kind: z.string(),
  addresses: z
    .string()
    .refine((text) => lines(text).length > 0, 'apps.addressesMissing')
    .refine((text) => lines(text).every((one) => isSafe(one) || isOwnScheme(one)), 'apps.addressesUnsafe'),
  launchUrl: z.string().refine((text) => text.trim() === '' || isSafe(text.trim()), 'apps.launchUnsafe'),
  reach: z.string(),
  data: z
    .array(z.string())
    .readonly()
    .refine((data) => data.length > 0, 'apps.dataMissing'),
  verbs: z.string(),
  extras: z.array(z.string()).readonly(),
});

/** The scopes a choice stands for. An application always learns who is signed in, and one for a patient which one it is. */
export const scopesOf = ({ reach, data, verbs, extras }: AppDraft): string =>
  [
    'openid',
    'fhirUser',
    ...(reach === 'patient' ? ['launch/patient'] : []),
    ...extras,
    ...data.map((type) => `${reach}/${type}.${type === 'Practitioner' ? 'rs' : verbs}`),
  ].join(' ');

export const registrationOf = (draft: AppDraft): Registration => ({
  name: draft.name.trim(),
  kind: draft.kind === 'symmetric' ? 'symmetric' : 'public',
  redirectUris: lines(draft.addresses),
  scopes: scopesOf(draft),
  ...(draft.launchUrl.trim() && { launchUrl: draft.launchUrl.trim() }),
});
