// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '@/lib/dates';
import { formatNumber } from '@/lib/numbers';
import { Answer } from '@/ui/answer';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { Tag } from '@/ui/tag';
import { type Integrity, integrityQuery, verifyLog } from './audit-query';

/** Whether the log is as it was sealed: last signature, last time stamp, last verification; and one can be asked for. */
export const IntegrityPanel = () => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(integrityQuery);
  const verify = useMutation({
    mutationFn: verifyLog,
    onSuccess: (found) => client.setQueryData(integrityQuery.queryKey, found),
  });
  return (
    <Panel
      title={t('audit.integrity')}
      action={
        <Button size="small" variant="outlined" onClick={() => verify.mutate()} disabled={verify.isPending}>
          {t(verify.isPending ? 'audit.verifying' : 'audit.verify')}
        </Button>
      }
    >
      <Answer
        query={{ ...query, error: verify.error ?? query.error, data: verify.error ? undefined : query.data }}
        isEmpty={(data) => !data.head}
        empty={<EmptyState title={t('audit.noHead')} />}
      >
        {(data) => <Facts integrity={data} />}
      </Answer>
    </Panel>
  );
};

const Facts = ({ integrity }: { readonly integrity: Integrity }) => {
  const { t } = useTranslation();
  const { head, timestamp, verification } = integrity;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [
      t('audit.signed'),
      head && t('audit.signedHead', { count: head.size, size: formatNumber(head.size), at: formatInstant(head.at) }),
    ],
    [
      t('audit.timestamp'),
      timestamp
        ? t('audit.timestampBy', { at: formatInstant(timestamp.at), by: timestamp.by })
        : t('audit.noTimestamp'),
    ],
    [
      t('audit.verification'),
      verification ? (
        <>
          {verification.sound ? (
            <Tag tone="signed" icon={ShieldCheck}>
              {t('audit.sound')}
            </Tag>
          ) : (
            <Tag tone="critical" icon={ShieldAlert} strong>
              {t('audit.unsound', { from: verification.from ?? 0 })}
            </Tag>
          )}
          <Box component="span" sx={{ ml: 2 }}>
            {formatInstant(verification.at)}
          </Box>
        </>
      ) : (
        t('audit.notVerified')
      ),
    ],
  ];
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        rowGap: 1,
        columnGap: 4,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '150px minmax(0, 1fr)' },
      }}
    >
      {facts.map(([label, value]) => (
        <Fragment key={label}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {label}
          </Box>
          <Box component="dd" sx={{ m: 0, mb: 1 }}>
            {value}
          </Box>
        </Fragment>
      ))}
    </Box>
  );
};
