// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Answer } from '@/ui/answer';
import { DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { AppDialog } from './app-dialog';
import { type App, appsQuery, type Registered } from './apps-query';
import { RegisteredDialog } from './registered-dialog';
import { RemoveDialog } from './remove-dialog';

/** The applications of the establishment: what each may ask for, and where it is. */
export const AppsPanel = ({ allowed }: { readonly allowed: boolean }) => {
  const { t } = useTranslation();
  const query = useQuery({ ...appsQuery, enabled: allowed });
  const [adding, setAdding] = useState(false);
  const [registered, setRegistered] = useState<Registered>();
  const [removing, setRemoving] = useState<App>();
  const add = (
    <Button variant="contained" size="small" startIcon={<Plus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('apps.add')}
    </Button>
  );
  return (
    <Panel title={t('apps.list')} count={query.data?.length || undefined} flush action={allowed && add}>
      <Answer
        query={query}
        allowed={allowed}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t('apps.none')} hint={t('apps.noneHint')} />}
      >
        {(list) => (
          <DataTable
            caption={t('apps.list')}
            columns={[
              { head: t('apps.name') },
              { head: t('apps.may'), hideOnPhone: true },
              { head: t('account.action'), align: 'right', width: 96 },
            ]}
            rows={list.map((app) => ({
              key: app.clientId,
              cells: [
                <AppName key="name" app={app} />,
                <Words key="may" words={app.words} />,
                <Button
                  key="remove"
                  size="small"
                  color="error"
                  aria-label={t('account.removeOf', { label: app.name })}
                  onClick={() => setRemoving(app)}
                >
                  {t('apps.remove')}
                </Button>,
              ],
            }))}
          />
        )}
      </Answer>
      {adding && (
        <AppDialog
          onClose={() => setAdding(false)}
          onDone={(app) => {
            setAdding(false);
            setRegistered(app);
          }}
        />
      )}
      {registered && <RegisteredDialog app={registered} onClose={() => setRegistered(undefined)} />}
      {removing && <RemoveDialog app={removing} onClose={() => setRemoving(undefined)} />}
    </Panel>
  );
};

const small = { fontSize: '0.8125rem', color: 'text.secondary', overflowWrap: 'anywhere' } as const;

const AppName = ({ app }: { readonly app: App }) => {
  const { t } = useTranslation();
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ fontWeight: 600 }}>{app.name}</Box>
      <Box sx={small}>{t(`appKind.${app.kind}`)}</Box>
      <Box sx={small}>{app.redirectUris.join(', ')}</Box>
      <Box sx={{ display: { sm: 'none' } }}>
        <Words words={app.words} />
      </Box>
    </Box>
  );
};

const Words = ({ words }: { readonly words: readonly string[] }) => (
  <Box component="ul" sx={{ m: 0, pl: 4 }}>
    {words.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </Box>
);
