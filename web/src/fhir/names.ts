// SPDX-License-Identifier: Apache-2.0
import type { Reference } from 'fhir/r4';

/** Words of a reference when the record carries them; nothing rather than an internal id. */
export const referenceText = (reference: Reference | undefined): string | undefined => reference?.display;

/** Id inside a literal reference such as `Patient/abc`. */
export const idOf = (reference: Reference | undefined): string | undefined => reference?.reference?.split('/').pop();
