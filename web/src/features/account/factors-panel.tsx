// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knowsPasskeys } from '@/lib/passkey';
import { Panel } from '@/ui/panel';
import { FailureState, LoadingState } from '@/ui/states';
import { TimeAgo } from '@/ui/time-ago';
import { type Factors, factorsQuery } from './account-query';
import { type Change, FactorChange } from './factor-change';

type LineProps = { readonly title: string; readonly hint: ReactNode; readonly action: ReactNode };

const Line = ({ title, hint, action }: LineProps) => (
  <Box
    component="li"
    sx={{
      display: 'flex',
      alignItems: 'center',
      flexWrap: 'wrap',
      gap: 3,
      px: 4,
      py: 3,
      '& + &': { borderTop: 1, borderColor: 'divider' },
    }}
  >
    <Box sx={{ flex: 1, minWidth: 200 }}>
      <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
      <Typography variant="body2" component="div" sx={{ color: 'text.secondary' }}>
        {hint}
      </Typography>
    </Box>
    {action}
  </Box>
);

type LinesProps = { readonly factors: Factors; readonly onChange: (change: Change) => void };

const Lines = ({ factors, onChange }: LinesProps) => {
  const { t } = useTranslation();
  const has = factors.code || factors.passkeys.length > 0;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {factors.passkeys.map((passkey) => (
        <Line
          key={passkey.id}
          title={passkey.label}
          hint={
            <>
              {t('account.passkeyUsed')} <TimeAgo at={passkey.used} />
            </>
          }
          action={
            <Button
              size="small"
              aria-label={t('account.removeOf', { label: passkey.label })}
              onClick={() => onChange({ kind: 'remove-passkey', passkey })}
            >
              {t('account.remove')}
            </Button>
          }
        />
      ))}
      {knowsPasskeys() && (
        <Line
          title={t('account.passkey')}
          hint={t('account.passkeyHint')}
          action={
            <Button size="small" variant="outlined" onClick={() => onChange({ kind: 'add-passkey' })}>
              {t('account.addPasskey')}
            </Button>
          }
        />
      )}
      <Line
        title={t('account.code')}
        hint={factors.code ? t('account.codeOn') : t('account.codeHint')}
        action={
          factors.code ? (
            <Button
              size="small"
              aria-label={t('account.removeOf', { label: t('account.code') })}
              onClick={() => onChange({ kind: 'remove-code' })}
            >
              {t('account.remove')}
            </Button>
          ) : (
            <Button size="small" variant="outlined" onClick={() => onChange({ kind: 'add-code' })}>
              {t('account.addCode')}
            </Button>
          )
        }
      />
      {has && (
        <Line
          title={t('account.recovery')}
          hint={t('account.recoveryLeft', { count: factors.recoveryCodes })}
          action={
            <Button size="small" variant="outlined" onClick={() => onChange({ kind: 'renew-codes' })}>
              {t('account.renewCodes')}
            </Button>
          }
        />
      )}
    </Box>
  );
};

/** Passkeys, code generator, recovery codes. */
export const FactorsPanel = () => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const factors = useQuery(factorsQuery);
  const [change, setChange] = useState<Change>();
  return (
    <Panel title={t('account.factors')} flush>
      {factors.isPending && <LoadingState />}
      {factors.isError && <FailureState error={factors.error} retry={() => factors.refetch()} />}
      {factors.data && <Lines factors={factors.data} onChange={setChange} />}
      {change && (
        <FactorChange
          change={change}
          onClose={() => {
            setChange(undefined);
            client.invalidateQueries({ queryKey: ['account'] });
          }}
        />
      )}
    </Panel>
  );
};
