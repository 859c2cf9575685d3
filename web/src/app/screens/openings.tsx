// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { OpeningsPanel } from '@/features/break-glass/openings-panel';
import { Page } from '@/ui/page';

/** Records opened in an emergency, for those who give a verdict; what is shown is in the address. */
export const Openings = () => {
  const { t } = useTranslation();
  const { vue } = useSearch({ from: '/frame/acces-urgence' });
  const navigate = useNavigate({ from: '/acces-urgence' });
  return (
    <Page title={t('openings.title')} lead={t('openings.lead')}>
      <OpeningsPanel
        all={vue === 'tous'}
        onAll={(all) => navigate({ search: { vue: all ? 'tous' : undefined }, replace: true, resetScroll: false })}
      />
    </Page>
  );
};
