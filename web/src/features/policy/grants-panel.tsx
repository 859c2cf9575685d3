// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/ui/panel';
import { SelectInput } from '@/ui/select-input';
import { EmptyState } from '@/ui/states';
import { Tag } from '@/ui/tag';
import { isInForce, isNarrow, listOf, PEOPLE, typesOf } from './policy-matrix';
import type { Policy, PolicyGrant } from './policy-query';

const code = { fontFamily: 'monospace', fontSize: '0.75rem', overflowWrap: 'anywhere' } as const;

/** Letters of `cruds` in words. */
export const useAllows = (): ((allows: string) => string) => {
  const { t } = useTranslation();
  return (allows) =>
    [
      /[rs]/.test(allows) && t('policyAllows.see'),
      /c/.test(allows) && t('policyAllows.create'),
      /u/.test(allows) && t('policyAllows.update'),
      /d/.test(allows) && t('policyAllows.delete'),
    ]
      .filter(Boolean)
      .join(', ');
};

const GrantRow = ({ policy, grant }: { readonly policy: Policy; readonly grant: PolicyGrant }) => {
  const { t } = useTranslation();
  const allows = useAllows();
  const on = isInForce(policy, grant);
  const criteria = [...listOf(grant.criteria), ...listOf(grant.with), ...listOf(grant.hides)];
  return (
    <Box component="li" sx={{ px: 4, py: 2.5, color: on ? undefined : 'text.secondary' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        <Box component="span" sx={{ fontWeight: 600 }}>
          {grant.says}
        </Box>
        {!on && <Tag tone="cancelled">{t('policy.notInForce')}</Tag>}
        {grant.onCall && <Tag tone="draft">{t('policy.onCall')}</Tag>}
        {isNarrow(grant) && !grant.onCall && <Tag tone="warning">{t('policy.narrowed')}</Tag>}
        {grant.firm && <Tag tone="critical">{t('policy.firm')}</Tag>}
      </Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{allows(grant.allows)}</Box>
      <Box
        component="details"
        sx={{ color: 'text.secondary', fontSize: '0.8125rem', '& summary': { cursor: 'pointer' } }}
      >
        <summary>{t('policy.detail')}</summary>
        <Box sx={{ mt: 1, ...code }}>{typesOf(policy, grant.types).join(', ')}</Box>
        {criteria.map((one) => (
          <Box key={one} sx={{ mt: 1, ...code }}>
            {one}
          </Box>
        ))}
      </Box>
    </Box>
  );
};

type Props = { readonly policy: Policy; readonly role: string; readonly onRole: (role: string) => void };

/** Grant by grant, what the policy says of one role. */
export const GrantsPanel = ({ policy, role, onRole }: Props) => {
  const { t } = useTranslation();
  const grants = policy.roles?.[role] ?? [];
  return (
    <Panel title={t('policy.grants')} flush>
      <Box sx={{ p: 4, pb: 2 }}>
        <SelectInput
          label={t('policy.role')}
          options={PEOPLE.map((value) => ({ value, label: t(`role.${value}`) }))}
          input={{ value: role, onChange: (event) => onRole(event.currentTarget.value) }}
        />
      </Box>
      {grants.length === 0 && <EmptyState title={t('policy.noGrant')} />}
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
      >
        {grants.map((grant) => (
          <GrantRow key={`${grant.says}${grant.option}${grant.allows}`} policy={policy} grant={grant} />
        ))}
      </Box>
    </Panel>
  );
};
