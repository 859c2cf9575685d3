// SPDX-License-Identifier: Apache-2.0
import type { FieldOf } from '@/fhir/refusals';
import { z } from '@/lib/validation';

export const REASONS = ['life-threatening', 'unconscious', 'urgent-care', 'other'] as const;
export const MINUTES = [15, 30, 60, 120, 240] as const;

const SHORTEST = 10;
const LONGEST = 1_000;

/** What the dialog holds. The reason starts empty: it is stated, never assumed. */
export type BreakGlassDraft = { readonly reason: string; readonly text: string; readonly minutes: string };

export const NEW_BREAK_GLASS: BreakGlassDraft = { reason: '', text: '', minutes: '60' };

export const breakGlassSchema = z.object({
  reason: z.string('breakGlass.reasonMissing').min(1, 'breakGlass.reasonMissing'),
  text: z
    .string()
    .refine((text) => text.trim().length >= SHORTEST, 'breakGlass.textMissing')
    .refine((text) => text.length <= LONGEST, 'breakGlass.textLong'),
  minutes: z.string(),
});

/** Where a refusal of the server shows. */
export const breakGlassField: FieldOf<BreakGlassDraft> = ({ expression }) =>
  expression === 'reason' || expression === 'text' || expression === 'minutes' ? expression : undefined;
