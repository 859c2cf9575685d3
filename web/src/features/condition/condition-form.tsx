// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { fhir } from '@/fhir/client';
import type { Issue } from '@/fhir/failure';
import { placeRefusals } from '@/fhir/refusals';
import { useSession } from '@/fhir/session';
import { currentLocale } from '@/lib/locale';
import { useDraftForm } from '@/lib/use-draft-form';
import { useErrorText } from '@/lib/use-error-text';
import { resolverOf } from '@/lib/validation';
import { ComboInput } from '@/ui/combo-input';
import { DayInput } from '@/ui/day-input';
import { FormAlert } from '@/ui/form-alert';
import { SelectInput } from '@/ui/select-input';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toasts';
import { WorkspaceForm } from '@/ui/workspace-form';
import { type ConditionDraft, conditionField, conditionOf, conditionSchema, NEW_CONDITION } from './condition-draft';
import { ICD10_LIST } from './icd10';

type Props = { readonly patientId: string; readonly onClose: () => void };

/** Adds a problem or a past one to the record. */
export const ConditionForm = ({ patientId, onClose }: Props) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const toast = useToast();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [homeless, setHomeless] = useState<readonly Issue[]>([]);
  const { form, restored, discard } = useDraftForm<ConditionDraft>({
    key: { user: user.login, subject: patientId, kind: 'condition' },
    defaultValues: NEW_CONDITION,
    resolver: resolverOf(conditionSchema),
  });
  const since = useWatch({ control: form.control, name: 'since' });
  const errors = form.formState.errors;
  const save = useMutation({
    mutationFn: (draft: ConditionDraft) => fhir.create(conditionOf(draft, patientId, user.fhirUser)),
    onError: (error) => setHomeless(placeRefusals(error, conditionField, form.setError)),
    onSuccess: async (_created, draft) => {
      discard();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['Condition'] }),
        client.invalidateQueries({ queryKey: ['timeline', patientId] }),
      ]);
      toast(t('problem.saved', { label: draft.problem }));
      onClose();
    },
  });
  return (
    <WorkspaceForm
      label={t('workspace.condition')}
      onSubmit={form.handleSubmit((draft) => save.mutate(draft))}
      onDiscard={() => {
        discard();
        onClose();
      }}
      restored={restored}
      saving={save.isPending}
      alert={<FormAlert error={save.error} issues={homeless} />}
    >
      <Controller
        control={form.control}
        name="problem"
        render={({ field }) => (
          <ComboInput
            label={t('problem.label')}
            required
            free
            autoFocus={!restored}
            inputRef={field.ref}
            hint={t('problem.hint')}
            options={ICD10_LIST.map((one) => ({ label: one[currentLocale()], code: one.code }))}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            error={errorText(errors.problem)}
          />
        )}
      />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '1fr 1fr', alignItems: 'start' }}>
        <SelectInput
          label={t('problem.status')}
          options={['active', 'recurrence', 'remission', 'resolved'].map((value) => ({
            value,
            label: t(`clinical.${value as 'active'}`),
          }))}
          error={errorText(errors.clinical)}
          input={form.register('clinical')}
        />
        <SelectInput
          label={t('problem.certainty')}
          options={['confirmed', 'provisional', 'differential'].map((value) => ({
            value,
            label: t(`verification.${value as 'confirmed'}`),
          }))}
          error={errorText(errors.verification)}
          input={form.register('verification')}
        />
      </Box>
      <DayInput
        label={t('problem.onset')}
        value={since}
        error={errorText(errors.since)}
        input={form.register('since')}
      />
      <TextInput label={t('form.note')} multiline input={form.register('note') as never} />
    </WorkspaceForm>
  );
};
