// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/lib/numbers';
import { DataTable } from '@/ui/data-table';
import { Tag } from '@/ui/tag';
import { useAllows } from './grants-panel';
import type { Explanation } from './policy-query';

const soft = { color: 'text.secondary', fontSize: '0.8125rem' } as const;

/** « consent: the patient… » is the reason `consent`, in our words; the criteria keep their own. */
const reasonOf = (text: string): { readonly key: string; readonly rest: string } => {
  const [key = '', ...rest] = text.split(': ');
  return { key, rest: rest.join(': ').replace(/^none of /, '') };
};

/** What the server answered: how much is seen, which grants count, and what stands before one resource. */
export const ExplanationView = ({ told, tried }: { readonly told: Explanation; readonly tried: boolean }) => {
  const { t } = useTranslation();
  const allows = useAllows();
  const { resource } = told;
  return (
    <Box role="region" aria-label={t('policy.answer')} aria-live="polite" sx={{ mt: 5, display: 'grid', gap: 4 }}>
      <div>
        <Box sx={{ fontWeight: 700, fontSize: '1rem' }}>
          {t('policy.seenOf', { seen: formatNumber(told.seen), there: formatNumber(told.there), login: told.login })}
        </Box>
        <Box sx={soft}>
          {[
            t(`role.${told.role}`, { defaultValue: told.role }),
            told.onCall ? t('policy.isOnCall') : t('policy.notOnCall'),
            t('policy.places', { count: told.locations.length }),
            tried && t('policy.tried'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Box>
      </div>
      {resource && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'flex-start' }}>
          <Tag tone={resource.seen ? 'signed' : resource.there ? 'critical' : 'unknown'} strong>
            {resource.seen ? t('policy.shown') : resource.there ? t('policy.notShown') : t('policy.notThere')}
          </Tag>
          <Box component="ul" sx={{ m: 0, pl: 4 }}>
            {resource.reasons.map((reason) => {
              const { key, rest } = reasonOf(reason);
              return (
                <li key={reason}>
                  {t(`policyReason.${key}`, { defaultValue: reason })}
                  {key === 'criteria' && (
                    <Box sx={{ ...soft, fontFamily: 'monospace', fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
                      {rest}
                    </Box>
                  )}
                </li>
              );
            })}
          </Box>
        </Box>
      )}
      {told.grants.length === 0 ? (
        <div>{t('policy.noGrantForType')}</div>
      ) : (
        <Box sx={{ mx: -4, mb: -4, borderTop: 1, borderColor: 'divider' }}>
          <DataTable
            caption={t('policy.grants')}
            columns={[
              { head: t('policy.says') },
              { head: t('policy.allows'), hideOnPhone: true },
              { head: t('policy.counts') },
            ]}
            rows={told.grants.map((grant, i) => ({
              key: `${i}${grant.says}`,
              faded: !grant.counts,
              cells: [
                grant.says,
                allows(grant.allows),
                <Box key="counts" component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
                  {grant.counts ? <Check size={15} aria-hidden /> : <Minus size={15} aria-hidden />}
                  {grant.counts ? t('policy.yes') : t('policy.no')}
                </Box>,
              ],
            }))}
          />
        </Box>
      )}
    </Box>
  );
};
