// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { FormAlert } from '@/ui/form-alert';
import { Panel } from '@/ui/panel';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toasts';
import { account, devicesQuery, factorsQuery } from './account-query';

const SHORTEST = 12;

/** Another password; every other device is signed out by it. */
export const PasswordPanel = () => {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const factors = useQuery(factorsQuery);
  const [current, setCurrent] = useState('');
  const [wanted, setWanted] = useState('');
  const changed = useMutation({
    mutationFn: () => account.changePassword(current, wanted),
    onSuccess: () => {
      setCurrent('');
      setWanted('');
      toast(t('account.passwordChanged'));
      client.invalidateQueries({ queryKey: devicesQuery.queryKey });
    },
  });
  const short = wanted.length > 0 && wanted.length < SHORTEST;
  if (factors.data && !factors.data.passwordChanges) {
    return (
      <Panel title={t('account.password')}>
        <Typography sx={{ color: 'text.secondary' }}>{t('account.demoPassword')}</Typography>
      </Panel>
    );
  }
  return (
    <Panel title={t('account.password')}>
      <Box
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          changed.mutate();
        }}
        sx={{ display: 'grid', gap: 4, maxWidth: 420 }}
      >
        <TextInput
          label={t('account.currentPassword')}
          required
          input={{
            type: 'password',
            autoComplete: 'current-password',
            value: current,
            onChange: (event) => setCurrent(event.currentTarget.value),
          }}
        />
        <TextInput
          label={t('account.newPassword')}
          required
          hint={t('account.newPasswordHint')}
          error={short ? t('account.tooShort') : undefined}
          input={{
            type: 'password',
            autoComplete: 'new-password',
            value: wanted,
            onChange: (event) => setWanted(event.currentTarget.value),
          }}
        />
        <FormAlert error={changed.error} issues={isFailure(changed.error) ? changed.error.issues : []} />
        <Box>
          <Button
            type="submit"
            variant="contained"
            disabled={!current || wanted.length < SHORTEST || changed.isPending}
          >
            {t('account.changePassword')}
          </Button>
        </Box>
      </Box>
    </Panel>
  );
};
