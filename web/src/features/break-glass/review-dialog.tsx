// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/fhir/client';
import { isFailure } from '@/fhir/failure';
import type { Opening } from '@/fhir/record-access';
import { useSession } from '@/fhir/session';
import { useDraftForm } from '@/lib/use-draft-form';
import { useErrorText } from '@/lib/use-error-text';
import { resolverOf } from '@/lib/validation';
import { ChoiceInput } from '@/ui/choice-input';
import { FormAlert } from '@/ui/form-alert';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toasts';
import { NEW_REVIEW, type ReviewDraft, reviewSchema, VERDICTS } from './review-draft';

type Props = { readonly opening: Opening; readonly children: ReactNode; readonly onClose: () => void };

/** One verdict on one opening, whose facts are given as children. Given once and for all. */
export const ReviewDialog = ({ opening, children, onClose }: Props) => {
  const { t } = useTranslation();
  const { user } = useSession();
  const title = useId();
  const toast = useToast();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { form, discard } = useDraftForm<ReviewDraft>({
    key: { user: user.login, subject: opening.id, kind: 'review' },
    defaultValues: NEW_REVIEW,
    resolver: resolverOf(reviewSchema),
  });
  const errors = form.formState.errors;
  const review = useMutation({
    mutationFn: (draft: ReviewDraft) => api.post(`/api/break-glass/${opening.id}/review`, draft),
    onSuccess: async () => {
      discard();
      onClose();
      toast(t('openings.reviewed'));
      await client.invalidateQueries({ queryKey: ['openings'] });
    },
    onError: (error) => {
      if (isFailure(error) && error.kind === 'conflict') client.invalidateQueries({ queryKey: ['openings'] });
    },
  });
  const late = isFailure(review.error) && review.error.kind === 'conflict';
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="sm" fullWidth scroll="body">
      <Box
        component="form"
        noValidate
        onSubmit={form.handleSubmit((draft) => review.mutate(draft))}
        sx={{ p: { xs: 4, sm: 6 }, display: 'grid', gap: 4 }}
      >
        <Box component="h2" id={title} sx={{ m: 0, fontSize: '1.125rem' }}>
          {t('openings.reviewTitle')}
        </Box>
        {children}
        <ChoiceInput
          legend={t('openings.verdict')}
          required
          autoFocus
          options={VERDICTS.map((value) => ({ value, label: t(`verdict.${value}`) }))}
          error={errorText(errors.verdict)}
          input={form.register('verdict')}
        />
        <TextInput
          label={t('openings.comment')}
          multiline
          hint={t('openings.commentHint')}
          error={errorText(errors.text)}
          input={form.register('text') as never}
        />
        <FormAlert
          error={review.error}
          issues={late ? [{ severity: 'error', text: t('openings.alreadyReviewed') }] : []}
        />
        <Box sx={{ display: 'flex', gap: 2, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
          <Button
            onClick={() => {
              discard();
              onClose();
            }}
          >
            {t('action.cancel')}
          </Button>
          <Button type="submit" variant="contained" disabled={review.isPending}>
            {review.isPending ? t('action.saving') : t('action.save')}
          </Button>
        </Box>
      </Box>
    </Dialog>
  );
};
