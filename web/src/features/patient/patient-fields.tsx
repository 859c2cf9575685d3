// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { ReactNode } from 'react';
import { Controller, type UseFormReturn, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ageOn, formatAge } from '@/lib/age';
import { formatDay } from '@/lib/dates';
import { useErrorText } from '@/lib/use-error-text';
import { DayInput } from '@/ui/day-input';
import { Panel } from '@/ui/panel';
import { SelectInput } from '@/ui/select-input';
import { TextInput } from '@/ui/text-input';
import { InsField } from './ins-field';
import type { PatientDraft } from './patient-draft';

const Grid = ({ children }: { readonly children: ReactNode }) => (
  <Box sx={{ display: 'grid', gap: 4, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, alignItems: 'start' }}>
    {children}
  </Box>
);

type TextField = Exclude<keyof PatientDraft, 'checkedIdentity'>;

/** The fields of a patient, in the order of an identity document: strict traits, then used names, INS, contact. */
export const PatientFields = ({ form }: { readonly form: UseFormReturn<PatientDraft> }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const errors = form.formState.errors;
  const birthDate = useWatch({ control: form.control, name: 'birthDate' });
  const text = (
    name: TextField,
    extra?: { required?: boolean; hint?: string; mode?: 'tel' | 'email' | 'numeric'; autoFocus?: boolean },
  ) => (
    <TextInput
      label={t(`identity.${name}`)}
      required={extra?.required}
      hint={extra?.hint}
      autoFocus={extra?.autoFocus}
      error={errorText(errors[name])}
      input={{ ...form.register(name), autoComplete: 'off', inputMode: extra?.mode }}
    />
  );
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Panel title={t('patient.strictTraits')}>
        <Grid>
          {text('birthName', { required: true, autoFocus: true })}
          {text('firstGiven', { required: true, hint: t('patient.firstGivenHint') })}
          {text('allGivens', { hint: t('patient.allGivensHint') })}
          <SelectInput
            label={t('identity.sex')}
            required
            placeholder={t('form.choose')}
            options={(['female', 'male', 'other', 'unknown'] as const).map((value) => ({
              value,
              label: t(`sex.${value}`),
            }))}
            error={errorText(errors.sex)}
            input={form.register('sex')}
          />
          <DayInput
            label={t('identity.birthDate')}
            required
            value={birthDate}
            hint={(day) => [formatDay(day), formatAge(ageOn(day, new Date()))].filter(Boolean).join(', ')}
            error={errorText(errors.birthDate)}
            input={form.register('birthDate')}
          />
          <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '3fr 2fr', alignItems: 'start' }}>
            {text('birthPlace')}
            {text('birthPlaceCode', { hint: t('patient.communeHint') })}
          </Box>
        </Grid>
      </Panel>
      <Panel title={t('patient.ins')}>
        <Grid>
          <InsField control={form.control} error={errorText(errors.ins)} input={form.register('ins')} />
          <Controller
            control={form.control}
            name="checkedIdentity"
            render={({ field }) => (
              <FormControlLabel
                sx={{ alignItems: 'flex-start', m: 0, mt: { sm: 6 }, gap: 2 }}
                control={
                  <Checkbox
                    checked={field.value}
                    onChange={(_e, on) => field.onChange(on)}
                    slotProps={{ input: { ref: field.ref } }}
                    sx={{ p: 0.5 }}
                  />
                }
                label={
                  <>
                    <Box sx={{ fontWeight: 600 }}>{t('patient.checkedIdentity')}</Box>
                    <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                      {t('patient.checkedIdentityHint')}
                    </Box>
                  </>
                }
              />
            )}
          />
        </Grid>
      </Panel>
      <Panel title={t('patient.used')}>
        <Grid>
          {text('usedName', { hint: t('patient.usedNameHint') })}
          {text('usedGiven')}
        </Grid>
      </Panel>
      <Panel title={t('identity.contact')}>
        <Grid>
          {text('phone', { mode: 'tel' })}
          {text('email', { mode: 'email' })}
          {text('line')}
          <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: '2fr 3fr', alignItems: 'start' }}>
            {text('postalCode', { mode: 'numeric' })}
            {text('city')}
          </Box>
        </Grid>
      </Panel>
    </Box>
  );
};
