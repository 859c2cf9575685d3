// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Consent } from 'fhir/r4';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { fhir } from '@/fhir/client';
import type { Issue } from '@/fhir/failure';
import { readRecordAnew } from '@/fhir/record-access';
import { placeRefusals } from '@/fhir/refusals';
import { useSession } from '@/fhir/session';
import { formatDay } from '@/lib/dates';
import { useDraftForm } from '@/lib/use-draft-form';
import { useErrorText } from '@/lib/use-error-text';
import { resolverOf } from '@/lib/validation';
import { ChoiceInput } from '@/ui/choice-input';
import { DayInput } from '@/ui/day-input';
import { FormAlert } from '@/ui/form-alert';
import { useToast } from '@/ui/toasts';
import { WorkspaceForm } from '@/ui/workspace-form';
import { type ConsentDraft, consentField, consentResource, consentSchema, NEW_CONSENT } from './consent-draft';
import { OPPOSED_ROLES, PURPOSES } from './consent-words';
import { ProfessionalsField } from './professionals-field';

type Props = { readonly patientId: string; readonly onClose: () => void };

/** Records what the patient opposes to: against whom, for what, until when, except whom. It holds at once. */
export const ConsentForm = ({ patientId, onClose }: Props) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const toast = useToast();
  const client = useQueryClient();
  const errorText = useErrorText();
  const [homeless, setHomeless] = useState<readonly Issue[]>([]);
  const { form, restored, discard } = useDraftForm<ConsentDraft>({
    key: { user: user.login, subject: patientId, kind: 'consent' },
    defaultValues: NEW_CONSENT,
    resolver: resolverOf(consentSchema),
  });
  const errors = form.formState.errors;
  const against = form.watch('against');
  const roles = form.watch('roles');
  const save = useMutation({
    mutationFn: (consent: Consent) => fhir.create(consent),
    onError: (error) => setHomeless(placeRefusals(error, consentField, form.setError)),
    onSuccess: async () => {
      discard();
      toast(t('consent.saved'));
      onClose();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['record-access', patientId] }),
        readRecordAnew(client, patientId),
      ]);
    },
  });
  const concernsMe = against === 'everyone' || (against === 'role' && roles.includes(user.role));
  return (
    <WorkspaceForm
      label={t('workspace.consent')}
      onSubmit={form.handleSubmit((draft) =>
        save.mutate(consentResource(draft, patientId, (code) => t(`role.${code}`, { defaultValue: code }))),
      )}
      onDiscard={() => {
        discard();
        onClose();
      }}
      restored={restored}
      saving={save.isPending}
      alert={<FormAlert error={save.error} issues={homeless} />}
    >
      <ChoiceInput
        legend={t('consent.against')}
        required
        autoFocus={!restored}
        options={(['everyone', 'role', 'person'] as const).map((value) => ({
          value,
          label: t(`consentAgainst.${value}`),
        }))}
        error={errorText(errors.against)}
        input={form.register('against')}
      />
      {against === 'role' && (
        <ChoiceInput
          legend={t('consent.roles')}
          kind="checkbox"
          required
          options={OPPOSED_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          error={errorText(errors.roles as never)}
          input={form.register('roles')}
        />
      )}
      {against === 'person' && (
        <Controller
          control={form.control}
          name="people"
          render={({ field }) => (
            <ProfessionalsField
              label={t('consent.people')}
              required
              hint={t('consent.peopleHint')}
              error={errorText(errors.people as never)}
              value={field.value}
              onChange={field.onChange}
              inputRef={field.ref}
            />
          )}
        />
      )}
      <ChoiceInput
        legend={t('consent.purposes')}
        kind="checkbox"
        hint={t('consent.purposesHint')}
        options={PURPOSES.map((value) => ({ value, label: t(`consentPurpose.${value}`) }))}
        error={errorText(errors.purposes as never)}
        input={form.register('purposes')}
      />
      <DayInput
        label={t('consent.until')}
        value={form.watch('until')}
        hint={(day) => t('consent.untilHint', { day: formatDay(day) })}
        error={errorText(errors.until)}
        input={form.register('until')}
      />
      {against !== 'person' && against !== '' && against !== null && (
        <Controller
          control={form.control}
          name="exceptions"
          render={({ field }) => (
            <ProfessionalsField
              label={t('consent.exceptions')}
              hint={t('consent.exceptionsHint')}
              value={field.value}
              onChange={field.onChange}
              inputRef={field.ref}
            />
          )}
        />
      )}
      {concernsMe && (
        <Box role="status" sx={{ p: 3, borderRadius: 1, bgcolor: 'clinical.warningWash', color: 'clinical.warning' }}>
          {t('consent.concernsYou')}
        </Box>
      )}
    </WorkspaceForm>
  );
};
