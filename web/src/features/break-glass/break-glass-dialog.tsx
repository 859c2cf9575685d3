// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import { useMutation } from '@tanstack/react-query';
import { Eye, Siren } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Issue } from '@/fhir/failure';
import { placeRefusals } from '@/fhir/refusals';
import { useSession } from '@/fhir/session';
import { useDraftForm } from '@/lib/use-draft-form';
import { useErrorText } from '@/lib/use-error-text';
import { resolverOf } from '@/lib/validation';
import { ChoiceInput } from '@/ui/choice-input';
import { FormAlert } from '@/ui/form-alert';
import { SelectInput } from '@/ui/select-input';
import { TextInput } from '@/ui/text-input';
import {
  type BreakGlassDraft,
  breakGlassField,
  breakGlassSchema,
  MINUTES,
  NEW_BREAK_GLASS,
  REASONS,
} from './break-glass-draft';
import { useBreakGlass } from './use-break-glass';

type Props = {
  readonly who: string;
  readonly patientId: string;
  readonly onOpened: () => void;
  readonly onClose: () => void;
};

/** Asks why and for how long, and says what will happen. Escape keeps what was typed; « Annuler » forgets it. */
export const BreakGlassDialog = ({ who, patientId, onOpened, onClose }: Props) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const title = useId();
  const errorText = useErrorText();
  const { open, opened } = useBreakGlass(patientId);
  const [homeless, setHomeless] = useState<readonly Issue[]>([]);
  const { form, discard } = useDraftForm<BreakGlassDraft>({
    key: { user: user.login, subject: patientId, kind: 'break-glass' },
    defaultValues: NEW_BREAK_GLASS,
    resolver: resolverOf(breakGlassSchema),
  });
  const errors = form.formState.errors;
  const opening = useMutation({
    mutationFn: open,
    onSuccess: (made) => {
      discard();
      onOpened();
      return opened(made);
    },
    onError: (error) => setHomeless(placeRefusals(error, breakGlassField, form.setError)),
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="sm" fullWidth scroll="body">
      <Box
        component="form"
        noValidate
        onSubmit={form.handleSubmit((draft) => opening.mutate(draft))}
        sx={{ p: { xs: 4, sm: 6 }, display: 'grid', gap: 4 }}
      >
        <div>
          <Box component="h2" id={title} sx={{ m: 0, fontSize: '1.125rem', display: 'flex', gap: 2 }}>
            <Box component="span" sx={{ color: 'clinical.critical', display: 'inline-flex', pt: '3px' }}>
              <Siren size={20} aria-hidden />
            </Box>
            {t('breakGlass.title')}
          </Box>
          <Box sx={{ fontWeight: 700, mt: 2 }}>{who}</Box>
        </div>
        <Box
          sx={{
            display: 'flex',
            gap: 2,
            p: 3,
            borderRadius: 1,
            bgcolor: 'clinical.warningWash',
            color: 'clinical.warning',
          }}
        >
          <Eye size={18} aria-hidden style={{ flexShrink: 0, marginTop: 1 }} />
          <div>
            <Box sx={{ fontWeight: 700 }}>{t('breakGlass.told')}</Box>
            {t('breakGlass.toldMore')}
          </div>
        </Box>
        <ChoiceInput
          legend={t('breakGlass.reason')}
          required
          autoFocus
          options={REASONS.map((value) => ({ value, label: t(`breakGlassReason.${value}`) }))}
          error={errorText(errors.reason)}
          input={form.register('reason')}
        />
        <TextInput
          label={t('breakGlass.text')}
          required
          multiline
          hint={t('breakGlass.textHint')}
          error={errorText(errors.text)}
          input={form.register('text') as never}
        />
        <SelectInput
          label={t('breakGlass.minutes')}
          options={MINUTES.map((minutes) => ({ value: String(minutes), label: t(`duration.${minutes}`) }))}
          error={errorText(errors.minutes)}
          input={form.register('minutes')}
        />
        <FormAlert error={opening.error} issues={homeless} />
        <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
          <Button
            onClick={() => {
              discard();
              onClose();
            }}
          >
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="contained" disabled={opening.isPending}>
            {opening.isPending ? t('breakGlass.opening') : t('breakGlass.openNow')}
          </Button>
        </Box>
      </Box>
    </Dialog>
  );
};
