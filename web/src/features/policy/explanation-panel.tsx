// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { useErrorText } from '@/lib/use-error-text';
import { resolverOf, z } from '@/lib/validation';
import { ChoiceInput } from '@/ui/choice-input';
import { FormAlert } from '@/ui/form-alert';
import { Panel } from '@/ui/panel';
import { SelectInput } from '@/ui/select-input';
import { TextInput } from '@/ui/text-input';
import { ExplanationView } from './explanation-view';
import { flipped, namedTypes } from './policy-matrix';
import { explain, type Policy } from './policy-query';

type Asked = { readonly login: string; readonly type: string; readonly id: string; readonly flips: string[] };

const schema = z.object({
  login: z.string().refine((text) => text.trim().length > 0, 'policy.loginMissing'),
  type: z.string().min(1, 'policy.typeMissing'),
  id: z.string(),
  flips: z.array(z.string()),
});

/** « Que verrait… ? »: tries the policy in force, or one with options the other way, on someone. Changes nothing. */
export const ExplanationPanel = ({ policy }: { readonly policy: Policy }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const form = useForm<Asked>({
    defaultValues: { login: '', type: 'Condition', id: '', flips: [] },
    resolver: resolverOf<Asked>(schema),
  });
  const asking = useMutation({
    mutationFn: ({ login, type, id, flips }: Asked) =>
      explain({
        login: login.trim(),
        type,
        ...(id.trim() && { id: id.trim().replace(`${type}/`, '') }),
        ...(flips.length && { policy: flips.reduce(flipped, policy) }),
      }),
  });
  const errors = form.formState.errors;
  const label = (type: string) =>
    t(`dataType.${type}`, { defaultValue: t(`timelineType.${type}`, { defaultValue: type }) });
  const nobody = isFailure(asking.error) && asking.error.kind === 'missing';
  const options = Object.entries(policy.options ?? {});
  return (
    <Panel title={t('policy.explain')}>
      <Box
        component="form"
        noValidate
        aria-label={t('policy.explain')}
        onSubmit={form.handleSubmit((asked) => asking.mutate(asked))}
        sx={{ display: 'grid', gap: 4 }}
      >
        <Box
          sx={{ display: 'grid', gap: 3, alignItems: 'start', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 1fr' } }}
        >
          <TextInput
            label={t('policy.login')}
            required
            hint={t('policy.loginHint')}
            error={errorText(errors.login)}
            input={{ ...form.register('login'), autoComplete: 'off', spellCheck: false }}
          />
          <SelectInput
            label={t('policy.type')}
            required
            options={namedTypes(policy)
              .map((value) => ({ value, label: label(value) }))
              .toSorted((a, b) => a.label.localeCompare(b.label, 'fr'))}
            error={errorText(errors.type)}
            input={form.register('type')}
          />
          <TextInput
            label={t('policy.id')}
            hint={t('policy.idHint')}
            error={errorText(errors.id)}
            input={{ ...form.register('id'), autoComplete: 'off', spellCheck: false }}
          />
        </Box>
        {options.length > 0 && (
          <ChoiceInput
            legend={t('policy.tryOut')}
            kind="checkbox"
            options={options.map(([option, on]) => {
              const name = t(`policyOption.${option}`, { defaultValue: option });
              return { value: option, label: on ? t('policy.ifOff', { name }) : t('policy.ifOn', { name }) };
            })}
            input={form.register('flips')}
          />
        )}
        <FormAlert
          error={asking.error}
          issues={
            nobody
              ? [{ severity: 'error', text: t('policy.nobody') }]
              : isFailure(asking.error)
                ? asking.error.issues
                : []
          }
        />
        <div>
          <Button type="submit" variant="contained" disabled={asking.isPending}>
            {t('policy.ask')}
          </Button>
        </div>
      </Box>
      {asking.data && <ExplanationView told={asking.data} tried={(asking.variables?.flips.length ?? 0) > 0} />}
    </Panel>
  );
};
