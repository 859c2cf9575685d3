// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/react-query';
import type { Dosage, Medication, MedicationRequest } from 'fhir/r4';
import { fhir, resourcesOf } from '@/fhir/client';
import { conceptText } from '@/fhir/concept';
import { idOf } from '@/fhir/names';
import { formatNumber, formatUnit } from '@/lib/numbers';

/** A prescription line as the screens speak of one. */
export type Treatment = {
  readonly id: string;
  readonly drug: string;
  readonly dosage?: string;
  readonly status: string;
  readonly current: boolean;
  readonly since?: string;
  readonly prescriber?: string;
};

const doseText = (dosage: Dosage): string | undefined => {
  if (dosage.text) return dosage.text;
  const dose = dosage.doseAndRate?.[0]?.doseQuantity;
  const repeat = dosage.timing?.repeat;
  const often =
    repeat?.frequency && repeat.period
      ? `${repeat.frequency} × / ${repeat.period} ${repeat.periodUnit ?? ''}`.trim()
      : undefined;
  const amount =
    dose?.value === undefined ? undefined : `${formatNumber(dose.value)} ${formatUnit(dose.code ?? dose.unit)}`.trim();
  return [amount, often, conceptText(dosage.route)].filter(Boolean).join(', ') || undefined;
};

const drugText = (request: MedicationRequest, drugs: readonly Medication[]): string => {
  const contained = request.contained?.filter((r): r is Medication => r.resourceType === 'Medication') ?? [];
  const id = idOf(request.medicationReference)?.replace('#', '');
  const drug = [...contained, ...drugs].find((one) => one.id === id);
  return (
    conceptText(request.medicationCodeableConcept) || request.medicationReference?.display || conceptText(drug?.code)
  );
};

export const treatmentOf = (request: MedicationRequest, drugs: readonly Medication[] = []): Treatment => ({
  id: request.id ?? '',
  drug: drugText(request, drugs),
  dosage: request.dosageInstruction?.map(doseText).filter(Boolean).join(' ; ') || undefined,
  status: request.status,
  current: request.status === 'active' || request.status === 'on-hold',
  since: request.authoredOn,
  prescriber: request.requester?.display,
});

/** Prescriptions of one patient, newest first; mistaken entries are left out. */
export const medicationsQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['MedicationRequest', { patient: patientId }] as const,
    queryFn: async ({ signal }): Promise<readonly Treatment[]> => {
      const bundle = await fhir.search(
        'MedicationRequest',
        { patient: patientId, _include: 'MedicationRequest:medication', _count: 200 },
        signal,
      );
      const drugs = resourcesOf<Medication>(bundle, 'Medication');
      return resourcesOf<MedicationRequest>(bundle, 'MedicationRequest')
        .map((request) => treatmentOf(request, drugs))
        .filter((treatment) => treatment.status !== 'entered-in-error')
        .toSorted((a, b) => (b.since ?? '').localeCompare(a.since ?? ''));
    },
  });
