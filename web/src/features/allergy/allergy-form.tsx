// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AllergyIntolerance } from 'fhir/r4';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
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
import { FormAlert } from '@/ui/form-alert';
import { SelectInput } from '@/ui/select-input';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toasts';
import { WorkspaceForm } from '@/ui/workspace-form';
import {
  type AllergyDraft,
  allergyField,
  allergyResource,
  allergySchema,
  NEW_ALLERGY,
  noKnownAllergy,
} from './allergy-draft';
import { allergiesQuery, allergyFact } from './allergy-query';
import { SUBSTANCES } from './substances';

type Props = { readonly patientId: string; readonly onClose: () => void };

/** Adds an allergy or intolerance, or states that none is known. */
export const AllergyForm = ({ patientId, onClose }: Props) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const toast = useToast();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [homeless, setHomeless] = useState<readonly Issue[]>([]);
  const recorded = useQuery(allergiesQuery(patientId));
  const locale = currentLocale();
  const { form, restored, discard } = useDraftForm<AllergyDraft>({
    key: { user: user.login, subject: patientId, kind: 'allergy' },
    defaultValues: NEW_ALLERGY,
    resolver: resolverOf(allergySchema),
  });
  const errors = form.formState.errors;
  const save = useMutation({
    mutationFn: (allergy: AllergyIntolerance) => fhir.create(allergy),
    onError: (error) => setHomeless(placeRefusals(error, allergyField, form.setError)),
    onSuccess: async (_created, allergy) => {
      discard();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['AllergyIntolerance'] }),
        client.invalidateQueries({ queryKey: ['timeline', patientId] }),
      ]);
      toast(t('allergy.saved', { label: allergy.code?.text ?? '' }));
      onClose();
    },
  });
  const choices = <T extends string>(values: readonly T[], label: (value: T) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  const nothingRecorded = recorded.data && allergyFact(recorded.data).kind === 'not-recorded';

  return (
    <WorkspaceForm
      label={t('workspace.allergy')}
      onSubmit={form.handleSubmit((draft) => save.mutate(allergyResource(draft, patientId, user.fhirUser)))}
      onDiscard={() => {
        discard();
        onClose();
      }}
      restored={restored}
      saving={save.isPending}
      alert={<FormAlert error={save.error} issues={homeless} />}
    >
      {nothingRecorded && (
        <Button
          variant="outlined"
          disabled={save.isPending}
          onClick={() => save.mutate(noKnownAllergy(patientId, user.fhirUser))}
        >
          {t('allergy.stateNone')}
        </Button>
      )}
      <Controller
        control={form.control}
        name="substance"
        render={({ field }) => (
          <ComboInput
            label={t('allergy.substance')}
            required
            free
            autoFocus={!restored}
            inputRef={field.ref}
            options={SUBSTANCES.map((one) => ({ label: one[locale], group: t(`allergyCategory.${one.category}`) }))}
            value={field.value}
            onChange={(text) => {
              field.onChange(text);
              const known = SUBSTANCES.find((one) => one[locale] === text);
              if (known) form.setValue('category', known.category);
            }}
            onBlur={field.onBlur}
            error={errorText(errors.substance)}
          />
        )}
      />
      <SelectInput
        label={t('allergy.certainty')}
        required
        placeholder={t('form.choose')}
        hint={t('allergy.certaintyHint')}
        options={choices(['confirmed', 'unconfirmed', 'refuted'] as const, (value) => t(`verification.${value}`))}
        error={errorText(errors.verification)}
        input={form.register('verification')}
      />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '1fr 1fr', alignItems: 'start' }}>
        <SelectInput
          label={t('allergy.category')}
          options={choices(['medication', 'food', 'environment', 'biologic'] as const, (value) =>
            t(`allergyCategory.${value}`),
          )}
          input={form.register('category')}
        />
        <SelectInput
          label={t('allergy.kind')}
          options={choices(['allergy', 'intolerance'] as const, (value) => t(`allergyKind.${value}`))}
          input={form.register('type')}
        />
      </Box>
      <SelectInput
        label={t('allergy.criticality')}
        options={choices(['unable-to-assess', 'low', 'high'] as const, (value) => t(`criticality.${value}`))}
        error={errorText(errors.criticality)}
        input={form.register('criticality')}
      />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '3fr 2fr', alignItems: 'start' }}>
        <TextInput
          label={t('allergy.reaction')}
          error={errorText(errors.reaction)}
          input={{ ...form.register('reaction'), placeholder: t('allergy.reactionExample') }}
        />
        <SelectInput
          label={t('allergy.severity')}
          placeholder={t('form.unspecified')}
          options={choices(['mild', 'moderate', 'severe'] as const, (value) => t(`gravity.${value}`))}
          error={errorText(errors.severity)}
          input={form.register('severity')}
        />
      </Box>
    </WorkspaceForm>
  );
};
