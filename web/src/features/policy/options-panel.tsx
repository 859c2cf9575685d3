// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Switch from '@mui/material/Switch';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { useSession } from '@/fhir/session';
import { FormAlert } from '@/ui/form-alert';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { Tag } from '@/ui/tag';
import { useToast } from '@/ui/toasts';
import { changesOf, flipped } from './policy-matrix';
import { type Policy, policyQuery, putPolicy, type TaggedPolicy } from './policy-query';

const soft = { color: 'text.secondary', fontSize: '0.8125rem' } as const;

/** What comes and goes with an option, role by role. */
const Changes = ({ policy, option }: { readonly policy: Policy; readonly option: string }) => {
  const { t } = useTranslation();
  const changes = changesOf(policy, option);
  const roles = [...new Set(changes.map((one) => one.role))];
  const says = (role: string, comes: boolean) =>
    [...new Set(changes.filter((one) => one.role === role && one.comes === comes).map((one) => one.says))].join(' ; ');
  return (
    <Box component="details" sx={{ mt: 1, ...soft, '& summary': { cursor: 'pointer' } }}>
      <summary>{t('policy.changes')}</summary>
      <Box component="dl" sx={{ m: 0, mt: 2, display: 'grid', gap: 2 }}>
        {roles.map((role) => (
          <div key={role}>
            <Box component="dt" sx={{ fontWeight: 700 }}>
              {t(`role.${role}`, { defaultValue: role })}
            </Box>
            {says(role, true) && (
              <Box component="dd" sx={{ m: 0 }}>
                {t('policy.comes', { says: says(role, true) })}
              </Box>
            )}
            {says(role, false) && (
              <Box component="dd" sx={{ m: 0 }}>
                {t('policy.goes', { says: says(role, false) })}
              </Box>
            )}
          </div>
        ))}
      </Box>
    </Box>
  );
};

/** What the establishment turns on and off. An administrator changes it; who comes late is told. */
export const OptionsPanel = ({ policy, tag }: TaggedPolicy) => {
  const { t } = useTranslation();
  const id = useId();
  const toast = useToast();
  const client = useQueryClient();
  const isAdmin = useSession().user.role === 'admin';
  const put = useMutation({
    mutationFn: (next: TaggedPolicy & { readonly option: string }) => putPolicy(next.policy, next.tag),
    onSuccess: async (made, { option }) => {
      client.setQueryData(policyQuery.queryKey, made);
      await client.invalidateQueries({ queryKey: ['policy', 'versions'] });
      const name = t(`policyOption.${option}`, { defaultValue: option });
      toast(made.policy.options?.[option] ? t('policy.turnedOn', { name }) : t('policy.turnedOff', { name }), {
        action: {
          label: t('action.undo'),
          run: () => put.mutate({ policy: flipped(made.policy, option), tag: made.tag, option }),
        },
      });
    },
    onError: (error) => {
      if (isFailure(error) && error.kind === 'conflict') client.invalidateQueries({ queryKey: ['policy'] });
    },
  });
  const late = isFailure(put.error) && put.error.kind === 'conflict';
  const options = Object.entries(policy.options ?? {});
  return (
    <Panel title={t('policy.options')} flush>
      {options.length === 0 && <EmptyState title={t('policy.noOption')} />}
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
      >
        {options.map(([option, on]) => (
          <Box component="li" key={option} sx={{ px: 4, py: 3, display: 'flex', gap: 3, alignItems: 'flex-start' }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Box id={`${id}${option}`} sx={{ fontWeight: 600 }}>
                {t(`policyOption.${option}`, { defaultValue: option })}
              </Box>
              <Box sx={soft}>{t(`policyOptionHint.${option}`, { defaultValue: '' })}</Box>
              <Changes policy={policy} option={option} />
            </Box>
            {isAdmin ? (
              <Switch
                checked={on}
                disabled={put.isPending}
                onChange={() => put.mutate({ policy: flipped(policy, option), tag, option })}
                slotProps={{ input: { role: 'switch', 'aria-labelledby': `${id}${option}` } }}
              />
            ) : (
              <Tag tone={on ? 'signed' : 'cancelled'}>{on ? t('policy.on') : t('policy.off')}</Tag>
            )}
          </Box>
        ))}
      </Box>
      {put.error && (
        <Box sx={{ p: 4, pt: 0 }}>
          <FormAlert error={put.error} issues={late ? [{ severity: 'error', text: t('policy.late') }] : []} />
        </Box>
      )}
    </Panel>
  );
};
