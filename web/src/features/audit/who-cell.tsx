// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';

const ROLES = [
  'physician',
  'nurse',
  'secretary',
  'pharmacist',
  'technician',
  'dim',
  'dpo',
  'admin',
  'patient',
  'system',
] as const;

type Props = { readonly who: string; readonly role?: string; readonly name?: string };

/** Somebody: name when it is known, account, what they work as. */
export const WhoCell = ({ who, role, name }: Props) => {
  const { t } = useTranslation();
  const known = ROLES.find((one) => one === role);
  const second = [name ? who : '', known ? (known === 'system' ? t('audit.program') : t(`role.${known}`)) : '']
    .filter(Boolean)
    .join(' · ');
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name || who || t('audit.stranger')}</Box>
      {second && <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>{second}</Box>}
    </Box>
  );
};
