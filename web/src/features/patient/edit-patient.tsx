// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Patient } from 'fhir/r4';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fhir } from '@/fhir/client';
import { type Issue, isFailure } from '@/fhir/failure';
import { patientQuery } from '@/fhir/patient-query';
import { placeRefusals } from '@/fhir/refusals';
import { useSession } from '@/fhir/session';
import { clearDraft, readDraft, writeDraft } from '@/lib/drafts';
import { useDraftForm } from '@/lib/use-draft-form';
import { resolverOf } from '@/lib/validation';
import { FormAlert } from '@/ui/form-alert';
import { useToast } from '@/ui/toasts';
import { changesOf, mergedDraft } from './conflict';
import { ConflictPanel } from './conflict-panel';
import { type PatientDraft, patientDraftOf, patientField, patientSchema } from './patient-draft';
import { PatientForm } from './patient-form';
import { patientOf } from './patient-resource';

/** Changes the identity of a patient; a version written meanwhile by somebody else is shown and settled here. */
export const EditPatient = ({ patient }: { readonly patient: Patient }) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const toast = useToast();
  const navigate = useNavigate();
  const client = useQueryClient();
  const baseKey = { user: user.login, subject: patient.id ?? '', kind: 'patient-base' };
  const [base, setBase] = useState(() => readDraft<Patient>(baseKey) ?? patient);
  const [theirs, setTheirs] = useState<Patient>();
  const [homeless, setHomeless] = useState<readonly Issue[]>([]);
  const patientId = patient.id ?? '';
  const { form, restored, discard } = useDraftForm<PatientDraft>({
    key: { user: user.login, subject: patientId, kind: 'patient' },
    defaultValues: patientDraftOf(base),
    resolver: resolverOf(patientSchema),
  });
  useEffect(() => {
    if (form.formState.isDirty) writeDraft({ user: user.login, subject: patientId, kind: 'patient-base' }, base);
  }, [form.formState.isDirty, base, patientId, user.login]);
  const forget = (values?: PatientDraft) => {
    discard(values);
    clearDraft(baseKey);
  };
  const leave = () => navigate({ to: '/patients/$patientId/administratif', params: { patientId } });
  const save = useMutation({
    mutationFn: ({ draft, onto }: { draft: PatientDraft; onto: Patient }) =>
      fhir.update<Patient>(patientOf(draft, onto), onto.meta?.versionId ?? '1'),
    onError: async (error) => {
      if (isFailure(error) && error.kind === 'conflict') setTheirs(await fhir.read<Patient>('Patient', patientId));
      else setHomeless(placeRefusals(error, patientField, form.setError));
    },
    onSuccess: async () => {
      forget();
      await client.invalidateQueries({ queryKey: ['Patient'] });
      client.invalidateQueries({ queryKey: ['patients'] });
      toast(t('patient.saved'));
      leave();
    },
  });
  const changes = theirs ? changesOf(patientDraftOf(base), form.getValues(), patientDraftOf(theirs)) : [];
  const conflict = theirs && (
    <ConflictPanel
      changes={changes}
      saving={save.isPending}
      onResolve={(choices) => {
        const draft = mergedDraft(form.getValues(), patientDraftOf(theirs), changes, choices);
        form.reset(draft);
        setBase(theirs);
        setTheirs(undefined);
        save.mutate({ draft, onto: theirs });
      }}
    />
  );
  return (
    <PatientForm
      label={t('patient.edit')}
      form={form}
      restored={restored}
      saving={save.isPending || theirs !== undefined}
      saveLabel={t('action.save')}
      onSave={form.handleSubmit((draft) => save.mutate({ draft, onto: base }))}
      onDiscard={() => {
        forget(patientDraftOf(patient));
        client.invalidateQueries({ queryKey: patientQuery(patientId).queryKey });
        leave();
      }}
      alert={conflict ?? <FormAlert error={save.error} issues={homeless} />}
    />
  );
};
