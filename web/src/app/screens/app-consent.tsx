// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { askedQuery } from '@/features/app-launch/asked-query';
import { ConsentForm } from '@/features/app-launch/consent-form';
import { Answer } from '@/ui/answer';
import { Page } from '@/ui/page';
import { EmptyState } from '@/ui/states';

/** An application wants to work with data: one says with which. */
export const AppConsent = () => {
  const { t } = useTranslation();
  const { client_id = '', scope = '', state = '' } = useSearch({ from: '/frame/smart/consent' });
  const query = useQuery(askedQuery(client_id, scope));
  return (
    <Page title={t('app.consent')} lead={t('app.consentLead')} width={720}>
      <Answer
        query={query}
        isEmpty={(asked) => asked.scopes.length === 0}
        empty={<EmptyState title={t('app.nothing')} />}
      >
        {(asked) => <ConsentForm clientId={client_id} state={state} asked={asked} />}
      </Answer>
    </Page>
  );
};
