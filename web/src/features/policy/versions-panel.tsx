// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '@/lib/dates';
import { Answer } from '@/ui/answer';
import { DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';
import { versionsQuery } from './policy-query';

/** Who changed the policy, and when. */
export const VersionsPanel = () => {
  const { t } = useTranslation();
  const query = useQuery(versionsQuery);
  return (
    <Panel title={t('policy.versions')} flush>
      <Answer
        query={query}
        isEmpty={(list) => list.length === 0}
        empty={<EmptyState title={t('policy.noVersion')} hint={t('policy.noVersionHint')} />}
      >
        {(list) => (
          <DataTable
            caption={t('policy.versions')}
            columns={[{ head: t('policy.version') }, { head: t('policy.made') }, { head: t('policy.author') }]}
            rows={list.map((one) => ({
              key: String(one.version),
              selected: one === list[0],
              cells: [String(one.version), formatInstant(one.made), one.author],
            }))}
          />
        )}
      </Answer>
    </Panel>
  );
};
