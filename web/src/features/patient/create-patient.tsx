// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Patient } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fhir } from '@/fhir/client';
import type { Issue } from '@/fhir/failure';
import { placeRefusals } from '@/fhir/refusals';
import { useSession } from '@/fhir/session';
import { formatDayShort } from '@/lib/dates';
import { formatIns } from '@/lib/ins';
import { useDraftForm } from '@/lib/use-draft-form';
import { resolverOf } from '@/lib/validation';
import { FormAlert } from '@/ui/form-alert';
import { useToast } from '@/ui/toasts';
import { LookAlikes } from './look-alikes';
import { NEW_PATIENT, type PatientDraft, patientField, patientSchema } from './patient-draft';
import { PatientForm } from './patient-form';
import { patientOf } from './patient-resource';

export type CreatePrefill = {
  readonly family?: string;
  readonly given?: string;
  readonly birthDate?: string;
  readonly ins?: string;
};

/** Creates a patient: the traits, and beside them the records that may already be this person. */
export const CreatePatient = ({ prefill }: { readonly prefill: CreatePrefill }) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const toast = useToast();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [homeless, setHomeless] = useState<readonly Issue[]>([]);
  const { form, restored, discard } = useDraftForm<PatientDraft>({
    key: { user: user.login, subject: 'new', kind: 'patient' },
    defaultValues: {
      ...NEW_PATIENT,
      birthName: prefill.family ?? '',
      firstGiven: prefill.given ?? '',
      birthDate: formatDayShort(prefill.birthDate),
      ins: formatIns(prefill.ins),
    },
    resolver: resolverOf(patientSchema),
  });
  const save = useMutation({
    mutationFn: (draft: PatientDraft) => fhir.create<Patient>(patientOf(draft)),
    onError: (error) => setHomeless(placeRefusals(error, patientField, form.setError)),
    onSuccess: (created) => {
      discard();
      client.invalidateQueries({ queryKey: ['patients'] });
      toast(t('patient.created'));
      navigate({ to: '/patients/$patientId', params: { patientId: created.id ?? '' } });
    },
  });
  return (
    <PatientForm
      label={t('patient.new')}
      form={form}
      restored={restored}
      saving={save.isPending}
      saveLabel={t('action.createPatient')}
      onSave={form.handleSubmit((draft) => save.mutate(draft))}
      onDiscard={() => {
        discard(NEW_PATIENT);
        navigate({ to: '/patients' });
      }}
      aside={<LookAlikes control={form.control} />}
      alert={<FormAlert error={save.error} issues={homeless} />}
    />
  );
};
