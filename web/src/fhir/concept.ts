// SPDX-License-Identifier: Apache-2.0
import type { CodeableConcept } from 'fhir/r4';

/** The words of a coded concept: what the author wrote, else the label of the code, else the code. */
export const conceptText = (concept: CodeableConcept | undefined): string =>
  concept?.text ?? concept?.coding?.find((c) => c.display)?.display ?? concept?.coding?.[0]?.code ?? '';

export const conceptCode = (concept: CodeableConcept | undefined): string | undefined => concept?.coding?.[0]?.code;
