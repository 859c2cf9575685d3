// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureState } from '@/ui/states';
import { Tag } from '@/ui/tag';
import type { Asked, AskedScope } from './asked-query';
import { answer } from './launch';

type Props = { readonly clientId: string; readonly state: string; readonly asked: Asked };

/** What the server gives without asking: it says only who is signed in. */
const GIVEN = 'openid';

/** Data first, in the order of their words; what else the application asks for after them. */
const inOrder = (one: AskedScope, other: AskedScope): number => {
  const rank = ({ scope }: AskedScope) => (/^(patient|user)\//.test(scope) ? 0 : 1);
  return rank(one) - rank(other) || one.words.localeCompare(other.words, 'fr');
};

/** What an application asks for, each thing to agree to or not. */
export const ConsentForm = ({ clientId, state, asked }: Props) => {
  const { t } = useTranslation();
  const offered = asked.scopes.filter((one) => one.scope !== GIVEN).sort(inOrder);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const agreed = offered.map((one) => one.scope).filter((scope) => !refused.includes(scope));
  const send = useMutation({ mutationFn: (scopes: readonly string[]) => answer(clientId, state, scopes) });
  const toggle = (scope: string) =>
    setRefused(refused.includes(scope) ? refused.filter((one) => one !== scope) : [...refused, scope]);
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(agreed);
      }}
      sx={{
        display: 'grid',
        gap: 4,
        p: { xs: 4, sm: 6 },
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
      }}
    >
      <Box component="fieldset" sx={{ border: 0, p: 0, m: 0, display: 'grid', gap: 1 }}>
        <Typography component="legend" sx={{ fontWeight: 700, mb: 2, p: 0 }}>
          {t('app.asks', { name: asked.name })}
        </Typography>
        {offered.map((one) => (
          <FormControlLabel
            key={one.scope}
            sx={{ m: 0, py: 1, alignItems: 'center', minHeight: 44 }}
            control={<Checkbox checked={!refused.includes(one.scope)} onChange={() => toggle(one.scope)} />}
            label={
              <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'center' }}>
                {one.words}
                {one.writes && <Tag tone="warning">{t('app.writes')}</Tag>}
              </Box>
            }
          />
        ))}
      </Box>
      <Typography sx={{ color: 'text.secondary' }}>{t('app.within')}</Typography>
      {send.error && <FailureState error={send.error} retry={() => send.reset()} />}
      <Box sx={{ display: 'flex', gap: 3, justifyContent: 'flex-end', flexWrap: 'wrap' }}>
        <Button type="button" variant="outlined" disabled={send.isPending} onClick={() => send.mutate([])}>
          {t('app.refuse')}
        </Button>
        <Button type="submit" variant="contained" disabled={send.isPending || agreed.length === 0}>
          {t('app.agree')}
        </Button>
      </Box>
    </Box>
  );
};
