// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { EyeOff, Funnel, PieChart } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/ui/data-table';
import { Hidden } from '@/ui/hidden';
import { Panel } from '@/ui/panel';
import { SelectInput } from '@/ui/select-input';
import { type Cell, cellOf, GROUPS, PEOPLE, typesOf } from './policy-matrix';
import type { Policy } from './policy-query';

const MARKS = { some: PieChart, narrowed: Funnel, hidden: EyeOff } as const;
type Mark = keyof typeof MARKS;

const marksOf = ({ see, change, narrowed, hidden }: Cell): readonly Mark[] => [
  ...(see === 'some' || change === 'some' ? (['some'] as const) : []),
  ...(narrowed ? (['narrowed'] as const) : []),
  ...(hidden ? (['hidden'] as const) : []),
];

const CellText = ({ cell }: { readonly cell: Cell }) => {
  const { t } = useTranslation();
  if (cell.see === 'none' && cell.change === 'none')
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        <span aria-hidden>–</span>
        <Hidden>{t('policy.none')}</Hidden>
      </Box>
    );
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Box component="span" sx={{ fontWeight: cell.change === 'none' ? 500 : 700 }}>
        {cell.change === 'none' ? t('policy.sees') : cell.see === 'none' ? t('policy.writes') : t('policy.seesWrites')}
      </Box>
      {marksOf(cell).map((mark) => {
        const Icon = MARKS[mark];
        return (
          <Box component="span" key={mark} title={t(`policyMark.${mark}`)} sx={{ display: 'inline-flex' }}>
            <Icon size={14} role="img" aria-label={t(`policyMark.${mark}`)} />
          </Box>
        );
      })}
    </Box>
  );
};

type Props = { readonly policy: Policy; readonly role: string; readonly onRole: (role: string) => void };

/** Who sees and changes what, as the policy stands now: all roles beside one another, or one on a narrow screen. */
export const MatrixPanel = ({ policy, role, onRole }: Props) => {
  const { t } = useTranslation();
  const groups = GROUPS.map((group) => ({ ...group, types: typesOf(policy, group.types) })).filter(
    (group) => group.types.length > 0,
  );
  const table = (roles: readonly string[]) => (
    <DataTable
      caption={t('policy.matrix')}
      columns={[
        { head: t('policy.data') },
        ...roles.map((one) => ({ head: t(`roleShort.${one}`, { defaultValue: one }) })),
      ]}
      rows={groups.map((group) => ({
        key: group.key,
        cells: [
          <Box key="group" component="span" sx={{ fontWeight: 600 }} title={group.types.join(', ')}>
            {t(`policyGroup.${group.key}`)}
          </Box>,
          ...roles.map((one) => <CellText key={one} cell={cellOf(policy, one, group.types)} />),
        ],
      }))}
    />
  );
  return (
    <Panel title={t('policy.matrix')} flush>
      <Box sx={{ display: { xs: 'none', lg: 'block' } }}>{table(PEOPLE)}</Box>
      <Box sx={{ display: { lg: 'none' } }}>
        <Box sx={{ p: 4 }}>
          <SelectInput
            label={t('policy.role')}
            options={PEOPLE.map((value) => ({ value, label: t(`role.${value}`) }))}
            input={{ value: role, onChange: (event) => onRole(event.currentTarget.value) }}
          />
        </Box>
        {table([role])}
      </Box>
      <Box
        component="ul"
        aria-label={t('policy.legend')}
        sx={{
          listStyle: 'none',
          m: 0,
          px: 4,
          py: 3,
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 5,
          rowGap: 1,
          borderTop: 1,
          borderColor: 'divider',
          color: 'text.secondary',
          fontSize: '0.8125rem',
        }}
      >
        {(Object.keys(MARKS) as Mark[]).map((mark) => {
          const Icon = MARKS[mark];
          return (
            <Box component="li" key={mark} sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
              <Icon size={14} aria-hidden /> {t(`policyMark.${mark}`)}
            </Box>
          );
        })}
      </Box>
    </Panel>
  );
};
