// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import type { Patient } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { conceptText } from '@/fhir/concept';
import { Panel } from '@/ui/panel';
import { EmptyState } from '@/ui/states';

/** Who to call about this patient, and the doctor who follows them. */
export const ContactsPanel = ({ patient }: { readonly patient: Patient }) => {
  const { t } = useTranslation();
  const contacts = patient.contact ?? [];
  const doctor = patient.generalPractitioner?.find((one) => one.display)?.display;
  return (
    <Panel title={t('identity.relatives')} flush>
      {contacts.length === 0 && !doctor && <EmptyState title={t('identity.noRelative')} />}
      <Box
        component="ul"
        sx={{ listStyle: 'none', m: 0, p: 0, '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
      >
        {doctor && (
          <Box component="li" sx={{ px: 4, py: 2.5 }}>
            <Box sx={{ fontWeight: 600 }}>{doctor}</Box>
            <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{t('identity.doctor')}</Box>
          </Box>
        )}
        {contacts.map((contact) => {
          const name = contact.name?.text ?? [contact.name?.given?.[0], contact.name?.family].filter(Boolean).join(' ');
          const phone = contact.telecom?.find((one) => one.value)?.value;
          return (
            <Box component="li" key={`${name}${phone}`} sx={{ px: 4, py: 2.5 }}>
              <Box sx={{ fontWeight: 600 }}>{name}</Box>
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                {[conceptText(contact.relationship?.[0]), phone].filter(Boolean).join(' · ')}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Panel>
  );
};
