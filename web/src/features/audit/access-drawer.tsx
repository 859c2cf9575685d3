// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/fhir/session';
import { formatInstant } from '@/lib/dates';
import { deedWords, outcomeKey, reasonWords, typeWord } from './access-words';
import type { Access } from './audit-query';
import { VersionPair } from './version-pair';
import { WhoCell } from './who-cell';

type Props = { readonly access: Access | undefined; readonly name?: string; readonly onClose: () => void };

const SHOWN = 50;

/** All that is kept of one access. */
export const AccessDrawer = ({ access, name, onClose }: Props) => {
  const { t } = useTranslation();
  return (
    <Drawer
      anchor="right"
      open={access !== undefined}
      onClose={onClose}
      slotProps={{
        paper: {
          role: 'dialog',
          'aria-labelledby': 'access-details',
          sx: { width: { xs: '100%', sm: 480 }, p: 5, borderLeft: 1, borderColor: 'divider' },
        },
      }}
    >
      {access && (
        <>
          <Box sx={{ display: 'flex', alignItems: 'center', mb: 4, gap: 3 }}>
            <Box component="h2" id="access-details" sx={{ flex: 1, m: 0, fontSize: '1.125rem' }}>
              {deedWords(access, t)}
            </Box>
            <Button variant="outlined" size="small" onClick={onClose} autoFocus>
              {t('action.close')}
            </Button>
          </Box>
          <Details access={access} name={name} />
        </>
      )}
    </Drawer>
  );
};

const Details = ({ access, name }: { readonly access: Access; readonly name?: string }) => {
  const { t } = useTranslation();
  const office = ['dpo', 'admin'].includes(useSession().user.role);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('audit.when'), formatInstant(access.at)],
    [t('audit.who'), <WhoCell key="who" who={access.who} role={access.role} name={name} />],
    [t('audit.why'), reasonWords(access, t)],
    [t('audit.outcome'), t(outcomeKey(access.outcome)) + (access.status ? ` (${access.status})` : '')],
    [t('audit.from'), access.from ?? t('audit.ownWork')],
    [t('audit.criteria'), access.query?.join(', ')],
    [t('audit.patients'), access.patients > 0 && String(access.patients)],
    [t('audit.request'), office && access.request],
    [t('audit.entry'), office && String(access.entry)],
  ];
  const resources = access.resources ?? [];
  return (
    <>
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: '128px minmax(0, 1fr)', rowGap: 2, columnGap: 3 }}
      >
        {facts.map(
          ([label, value]) =>
            value && (
              <Fragment key={label}>
                <Box component="dt" sx={{ color: 'text.secondary' }}>
                  {label}
                </Box>
                <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
                  {value}
                </Box>
              </Fragment>
            ),
        )}
      </Box>
      {resources.length > 0 && (
        <>
          <Box component="h3" sx={{ fontSize: '0.875rem', mt: 5, mb: 2 }}>
            {t('audit.shown', { count: access.number ?? resources.length })}
          </Box>
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2 }}>
            {resources.slice(0, SHOWN).map((one) => (
              <Resource key={one} address={one} compare={access.action === 'U'} />
            ))}
          </Box>
          {resources.length > SHOWN && (
            <Box sx={{ color: 'text.secondary', mt: 2 }}>{t('audit.more', { count: resources.length - SHOWN })}</Box>
          )}
        </>
      )}
    </>
  );
};

const Resource = ({ address, compare }: { readonly address: string; readonly compare: boolean }) => {
  const { t } = useTranslation();
  const [type = '', id = '', , version = ''] = address.split('/');
  return (
    <Box component="li" sx={{ borderTop: 1, borderColor: 'divider', pt: 2 }}>
      <Box sx={{ fontWeight: 600 }}>{typeWord(type, t)}</Box>
      <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>
        {t('audit.version', { id, version })}
      </Box>
      {compare && <VersionPair type={type} id={id} version={Number(version)} />}
    </Box>
  );
};
