// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExplanationPanel } from '@/features/policy/explanation-panel';
import { GrantsPanel } from '@/features/policy/grants-panel';
import { MatrixPanel } from '@/features/policy/matrix-panel';
import { OptionsPanel } from '@/features/policy/options-panel';
import { policyQuery } from '@/features/policy/policy-query';
import { VersionsPanel } from '@/features/policy/versions-panel';
import { isAuditor, useSession } from '@/fhir/session';
import { Answer } from '@/ui/answer';
import { Page } from '@/ui/page';

const column = { display: 'grid', gap: 4, alignContent: 'start', minWidth: 0 } as const;

/** Who may see and do what here: options, the table of roles, versions, and a try on someone. */
export const Policy = () => {
  const { t } = useTranslation();
  const allowed = isAuditor(useSession());
  const query = useQuery({ ...policyQuery, enabled: allowed });
  const [role, setRole] = useState('nurse');
  return (
    <Page title={t('policy.title')} lead={t('policy.lead')} width={1480}>
      <Answer query={query} allowed={allowed} lines={10} isEmpty={() => false} empty={null}>
        {({ policy, tag }) => (
          <Box sx={column}>
            <OptionsPanel policy={policy} tag={tag} />
            <MatrixPanel policy={policy} role={role} onRole={setRole} />
            <ExplanationPanel policy={policy} />
            <Box
              sx={{
                display: 'grid',
                gap: 4,
                alignItems: 'start',
                gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1.4fr) minmax(0, 1fr)' },
              }}
            >
              <GrantsPanel policy={policy} role={role} onRole={setRole} />
              <VersionsPanel />
            </Box>
          </Box>
        )}
      </Answer>
    </Page>
  );
};
