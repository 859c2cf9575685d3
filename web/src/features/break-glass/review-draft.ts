// SPDX-License-Identifier: Apache-2.0
import { z } from '@/lib/validation';

export const VERDICTS = ['justified', 'unjustified'] as const;

const LONGEST = 1_000;

/** The officer's opinion of one opening; starts without one. */
export type ReviewDraft = { readonly verdict: string; readonly text: string };

export const NEW_REVIEW: ReviewDraft = { verdict: '', text: '' };

export const reviewSchema = z.object({
  verdict: z.string('openings.verdictMissing').min(1, 'openings.verdictMissing'),
  text: z.string().refine((text) => text.length <= LONGEST, 'openings.commentLong'),
});
