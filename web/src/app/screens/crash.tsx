// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { Page } from '@/ui/page';

/** A screen that broke: says so, keeps the drafts, gives a number to quote. */
export const Crash = ({ error, reset }: ErrorComponentProps) => {
  const { t } = useTranslation();
  const [number] = useState(() => (isFailure(error) && error.requestId) || crypto.randomUUID().slice(0, 8));
  return (
    <Page title={t('crash.title')} lead={t('crash.hint')}>
      <Box role="alert" sx={{ mb: 4 }}>
        {t('state.requestId', { id: number })}
      </Box>
      <Button variant="contained" onClick={reset}>
        {t('action.retry')}
      </Button>
    </Page>
  );
};
