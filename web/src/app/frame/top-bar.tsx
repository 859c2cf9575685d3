// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/fhir/session';
import { size } from '@/ui/tokens';
import { Brand } from './brand';
import { UserMenu } from './user-menu';

type Props = { readonly onSearch: () => void; readonly onHelp: () => void };

/** Name of the product, global search, establishment, user. */
export const TopBar = ({ onSearch, onHelp }: Props) => {
  const { t } = useTranslation();
  const { establishment } = useSession();
  return (
    <Box
      component="header"
      sx={{
        position: 'sticky',
        top: 0,
        zIndex: 30,
        height: size.bar,
        px: { xs: 3, sm: 5 },
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 3, sm: 5 },
        bgcolor: 'surface.bar',
        color: 'surface.onBar',
      }}
    >
      <Brand />
      <Box
        component="button"
        type="button"
        onClick={onSearch}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        sx={{
          flex: 1,
          minWidth: 0,
          maxWidth: 560,
          height: 36,
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          px: 3,
          font: 'inherit',
          textAlign: 'left',
          cursor: 'text',
          color: 'surface.onBarSoft',
          bgcolor: 'rgba(255,255,255,0.09)',
          border: '1px solid rgba(255,255,255,0.22)',
          borderRadius: '6px',
          '&:hover': { bgcolor: 'rgba(255,255,255,0.14)' },
          '&:focus-visible': { outlineColor: 'currentColor !important' },
        }}
      >
        <Search size={16} aria-hidden style={{ flexShrink: 0 }} />
        <Box component="span" sx={{ flex: 1, overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis' }}>
          {t('palette.open')}
        </Box>
        <Box component="kbd" sx={{ fontFamily: 'inherit', fontSize: '0.75rem', display: { xs: 'none', sm: 'inline' } }}>
          Ctrl K
        </Box>
      </Box>
      <Box sx={{ ml: 'auto', display: 'flex', alignItems: 'center', gap: 4, flexShrink: 0 }}>
        <Box sx={{ display: { xs: 'none', md: 'block' }, color: 'surface.onBarSoft', fontSize: '0.8125rem' }}>
          {establishment.name}
        </Box>
        <UserMenu onHelp={onHelp} />
      </Box>
    </Box>
  );
};
