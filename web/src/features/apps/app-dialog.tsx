// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { useSession } from '@/fhir/session';
import { useDraftForm } from '@/lib/use-draft-form';
import { useErrorText } from '@/lib/use-error-text';
import { resolverOf } from '@/lib/validation';
import { ChoiceInput } from '@/ui/choice-input';
import { FormAlert } from '@/ui/form-alert';
import { TextInput } from '@/ui/text-input';
import { type AppDraft, appSchema, DATA, EXTRAS, KINDS, NEW_APP, REACH, registrationOf, VERBS } from './app-draft';
import { apps, appsQuery, type Registered } from './apps-query';

type Props = { readonly onDone: (registered: Registered) => void; readonly onClose: () => void };

/** A new application: who it is, where it is, and what it may ask people for. */
export const AppDialog = ({ onDone, onClose }: Props) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const title = useId();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { form, discard } = useDraftForm<AppDraft>({
    key: { user: user.login, subject: 'apps', kind: 'app' },
    defaultValues: NEW_APP,
    resolver: resolverOf(appSchema),
  });
  const errors = form.formState.errors;
  const register = useMutation({
    mutationFn: (draft: AppDraft) => apps.register(registrationOf(draft)),
    onSuccess: async (registered) => {
      discard();
      onDone(registered);
      await client.invalidateQueries({ queryKey: appsQuery.queryKey });
    },
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="md" fullWidth scroll="body">
      <Box
        component="form"
        noValidate
        onSubmit={form.handleSubmit((draft) => register.mutate(draft))}
        sx={{ p: { xs: 4, sm: 6 }, display: 'grid', gap: 4 }}
      >
        <Box component="h2" id={title} sx={{ m: 0, fontSize: '1.125rem' }}>
          {t('apps.add')}
        </Box>
        <TextInput
          label={t('apps.name')}
          required
          autoFocus
          hint={t('apps.nameHint')}
          error={errorText(errors.name)}
          input={form.register('name')}
        />
        <TextInput
          label={t('apps.addresses')}
          required
          multiline
          hint={t('apps.addressesHint')}
          error={errorText(errors.addresses)}
          input={form.register('addresses') as never}
        />
        <TextInput
          label={t('apps.launchUrl')}
          hint={t('apps.launchUrlHint')}
          error={errorText(errors.launchUrl)}
          input={form.register('launchUrl')}
        />
        <ChoiceInput
          legend={t('apps.kind')}
          options={KINDS.map((value) => ({ value, label: t(`appKind.${value}`), hint: t(`appKindHint.${value}`) }))}
          input={form.register('kind')}
        />
        <ChoiceInput
          legend={t('apps.reach')}
          options={REACH.map((value) => ({ value, label: t(`appReach.${value}`) }))}
          input={form.register('reach')}
        />
        <ChoiceInput
          legend={t('apps.data')}
          kind="checkbox"
          required
          options={DATA.map((value) => ({ value, label: t(`appData.${value}`) }))}
          error={errorText(errors.data as never)}
          input={form.register('data')}
        />
        <ChoiceInput
          legend={t('apps.verbs')}
          options={VERBS.map((value) => ({ value, label: t(`appVerbs.${value}`) }))}
          input={form.register('verbs')}
        />
        <ChoiceInput
          legend={t('apps.extras')}
          kind="checkbox"
          options={EXTRAS.map((value) => ({ value, label: t(`appExtra.${value}`) }))}
          hint={t('apps.within')}
          input={form.register('extras')}
        />
        <FormAlert error={register.error} issues={isFailure(register.error) ? register.error.issues : []} />
        <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
          <Button
            onClick={() => {
              discard();
              onClose();
            }}
          >
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="contained" disabled={register.isPending}>
            {register.isPending ? t('action.saving') : t('apps.register')}
          </Button>
        </Box>
      </Box>
    </Dialog>
  );
};
