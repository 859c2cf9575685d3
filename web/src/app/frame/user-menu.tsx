// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Divider from '@mui/material/Divider';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useColorScheme } from '@mui/material/styles';
import { Link } from '@tanstack/react-router';
import { Check, ChevronDown, Keyboard, LogOut, ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '@/app/auth/sign-in';
import { useSession } from '@/fhir/session';
import { chooseLocale } from '@/lib/i18n';
import { mainElement } from '@/lib/main-element';
import { Hidden, hiddenStyle } from '@/ui/hidden';

const initials = (name: string): string =>
  name
    .replace(/^(Dr|Pr|M\.|Mme)\.?\s+/i, '')
    .split(/[\s-]+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();

const Heading = ({ children }: { readonly children: string }) => (
  <Box
    component="li"
    role="presentation"
    sx={{ px: 4, pt: 2, pb: 1, color: 'text.secondary', fontSize: '0.75rem', fontWeight: 600 }}
  >
    {children}
  </Box>
);

type ChoiceProps = { readonly chosen: boolean; readonly onChoose: () => void; readonly children: ReactNode };

const Choice = ({ chosen, onChoose, children }: ChoiceProps) => (
  <MenuItem role="menuitemradio" aria-checked={chosen} onClick={onChoose} sx={{ gap: 2 }}>
    <Box sx={{ width: 16, display: 'flex' }}>{chosen && <Check size={16} aria-hidden />}</Box>
    {children}
  </MenuItem>
);

/** Who is signed in and as what; theme, language, keyboard help, sign-out. */
export const UserMenu = ({ onHelp }: { readonly onHelp: () => void }) => {
  const { t, i18n } = useTranslation();
  const { user, establishment } = useSession();
  const { mode, setMode } = useColorScheme();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Box
        component="button"
        type="button"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{
          all: 'unset',
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          cursor: 'pointer',
          minHeight: 40,
          borderRadius: '6px',
          '&:focus-visible': { outline: '2px solid currentColor', outlineOffset: 2 },
        }}
      >
        <Box
          aria-hidden
          sx={{
            width: 32,
            height: 32,
            borderRadius: '50%',
            display: 'grid',
            placeItems: 'center',
            bgcolor: 'rgba(255,255,255,0.16)',
            fontSize: '0.8125rem',
            fontWeight: 700,
          }}
        >
          {initials(user.name)}
        </Box>
        <Box sx={(theme) => ({ lineHeight: 1.2, maxWidth: 200, [theme.breakpoints.down('sm')]: hiddenStyle })}>
          <Box sx={{ fontWeight: 600, fontSize: '0.8125rem' }}>{user.name}</Box>
          <Box sx={{ color: 'surface.onBarSoft', fontSize: '0.75rem' }}>{t(`role.${user.role}`)}</Box>
        </Box>
        <Hidden>{t('user.menu')}</Hidden>
        <ChevronDown size={16} aria-hidden />
      </Box>
      <Menu
        container={mainElement}
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        slotProps={{ paper: { sx: { minWidth: 240, border: 1, borderColor: 'divider' } } }}
      >
        <Box component="li" role="presentation" sx={{ px: 4, py: 2 }}>
          <Box sx={{ fontWeight: 700 }}>{user.name}</Box>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {t(`role.${user.role}`)} · {establishment.name}
          </Box>
        </Box>
        <Divider component="li" />
        <Heading>{t('user.theme')}</Heading>
        {(['light', 'dark', 'system'] as const).map((one) => (
          <Choice key={one} chosen={mode === one} onChoose={() => setMode(one)}>
            {t(`theme.${one}`)}
          </Choice>
        ))}
        <Heading>{t('user.language')}</Heading>
        {(['fr', 'en'] as const).map((one) => (
          <Choice key={one} chosen={i18n.language === one} onChoose={() => chooseLocale(one)}>
            <span lang={one}>{one === 'fr' ? 'Français' : 'English'}</span>
          </Choice>
        ))}
        <Divider component="li" />
        <MenuItem
          sx={{ gap: 2 }}
          onClick={() => {
            close();
            onHelp();
          }}
        >
          <Keyboard size={16} aria-hidden /> {t('help.title')}
        </MenuItem>
        <MenuItem component={Link} to="/compte" sx={{ gap: 2 }} onClick={close}>
          <ShieldCheck size={16} aria-hidden /> {t('account.title')}
        </MenuItem>
        <MenuItem sx={{ gap: 2 }} onClick={() => signOut()}>
          <LogOut size={16} aria-hidden /> {t('user.signOut')}
        </MenuItem>
      </Menu>
    </>
  );
};
