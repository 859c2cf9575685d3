// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { fhir } from '@/fhir/client';
import type { Issue } from '@/fhir/failure';
import { CATALOGUE, catalogueEntry } from '@/fhir/observation-catalogue';
import { placeRefusals } from '@/fhir/refusals';
import { useSession } from '@/fhir/session';
import { currentLocale } from '@/lib/locale';
import { formatNumber, formatUnit } from '@/lib/numbers';
import { plainText } from '@/lib/plain-text';
import { useDraftForm } from '@/lib/use-draft-form';
import { useErrorText } from '@/lib/use-error-text';
import { resolverOf } from '@/lib/validation';
import { ComboInput } from '@/ui/combo-input';
import { DayInput } from '@/ui/day-input';
import { FormAlert } from '@/ui/form-alert';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toasts';
import { WorkspaceForm } from '@/ui/workspace-form';
import {
  newObservation,
  type ObservationDraft,
  observationField,
  observationOf,
  observationSchema,
} from './observation-draft';

type Props = { readonly patientId: string; readonly onClose: () => void };

/** Records one vital sign or one laboratory value. */
export const ObservationForm = ({ patientId, onClose }: Props) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const toast = useToast();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [homeless, setHomeless] = useState<readonly Issue[]>([]);
  const { form, restored, discard } = useDraftForm<ObservationDraft>({
    key: { user: user.login, subject: patientId, kind: 'observation' },
    defaultValues: newObservation(new Date()),
    resolver: resolverOf(observationSchema),
  });
  const [code, day] = useWatch({ control: form.control, name: ['code', 'day'] });
  const entry = catalogueEntry(code);
  const errors = form.formState.errors;
  const locale = currentLocale();

  const save = useMutation({
    mutationFn: (draft: ObservationDraft) => fhir.create(observationOf(draft, patientId, user.fhirUser)),
    onError: (error) => setHomeless(placeRefusals(error, observationField, form.setError)),
    onSuccess: async () => {
      discard();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['Observation'] }),
        client.invalidateQueries({ queryKey: ['timeline', patientId] }),
      ]);
      toast(t('observation.saved', { label: entry?.[locale] ?? '' }));
      onClose();
    },
  });
  const submit = form.handleSubmit((draft) => save.mutate(draft));
  const unit = <Box sx={{ color: 'text.secondary', pl: 2, whiteSpace: 'nowrap' }}>{formatUnit(entry?.unit)}</Box>;
  const plausible = (range: readonly [number, number] | undefined) =>
    range &&
    t('observation.plausible', {
      low: formatNumber(range[0]),
      high: formatNumber(range[1]),
      unit: formatUnit(entry?.unit),
    });
  const parts = entry?.parts;

  return (
    <WorkspaceForm
      label={t('workspace.observation')}
      onSubmit={submit}
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
        name="code"
        render={({ field }) => (
          <ComboInput
            label={t('observation.code')}
            required
            autoFocus={!restored}
            inputRef={field.ref}
            options={CATALOGUE.map((one) => ({ label: one[locale], group: t(`category.${one.category}`) }))}
            value={catalogueEntry(field.value)?.[locale] ?? field.value}
            onChange={(text) =>
              field.onChange(CATALOGUE.find((one) => plainText(one[locale]) === plainText(text))?.loinc ?? text)
            }
            onBlur={field.onBlur}
            error={errorText(errors.code)}
          />
        )}
      />
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: parts ? '1fr 1fr' : '1fr', alignItems: 'start' }}>
        <TextInput
          label={parts?.[0]?.[locale] ?? t('observation.value')}
          required
          end={unit}
          hint={plausible(parts?.[0]?.plausible ?? entry?.plausible)}
          error={errorText(errors.value)}
          input={{ ...form.register('value'), inputMode: 'decimal', autoComplete: 'off' }}
        />
        {parts?.[1] && (
          <TextInput
            label={parts[1][locale]}
            required
            end={unit}
            hint={plausible(parts[1].plausible)}
            error={errorText(errors.second)}
            input={{ ...form.register('second'), inputMode: 'decimal', autoComplete: 'off' }}
          />
        )}
      </Box>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '3fr 2fr', alignItems: 'start' }}>
        <DayInput
          label={t('form.day')}
          required
          value={day}
          error={errorText(errors.day)}
          input={form.register('day')}
        />
        <TextInput
          label={t('form.time')}
          required
          error={errorText(errors.time)}
          input={{ ...form.register('time'), autoComplete: 'off' }}
        />
      </Box>
      <TextInput label={t('form.note')} multiline input={form.register('note') as never} />
    </WorkspaceForm>
  );
};
