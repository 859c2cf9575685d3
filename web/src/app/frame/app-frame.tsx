// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAIN_ID } from '@/lib/main-element';
import { useHotkey } from '@/lib/use-hotkey';
import { size } from '@/ui/tokens';
import { KeyboardHelp } from './keyboard-help';
import { LineBanner } from './line-banner';
import { NavRail } from './nav-rail';
import { Palette } from './palette';
import { SessionGate } from './session-gate';
import { TopBar } from './top-bar';

/** The signed-in frame around every screen. */
export const AppFrame = () => (
  <SessionGate>
    <Frame />
  </SessionGate>
);

const Frame = () => {
  const { t } = useTranslation();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const searches = path === '/' || path === '/patients';
  const main = useRef<HTMLElement>(null);
  useHotkey('mod+k', () => setPalette(true));
  useHotkey('/', () => setPalette(true), !searches);
  useHotkey('?', () => setHelp(true));
  useEffect(() => {
    if (path && document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <Box sx={{ minHeight: '100dvh', display: 'flex', flexDirection: 'column' }}>
      <Box
        component="a"
        href={`#${MAIN_ID}`}
        sx={{
          position: 'absolute',
          left: 12,
          top: -60,
          zIndex: 40,
          px: 4,
          py: 2,
          bgcolor: 'background.paper',
          color: 'primary.main',
          fontWeight: 700,
          borderRadius: 1,
          '&:focus': { top: 8 },
        }}
      >
        {t('nav.skip')}
      </Box>
      <TopBar onSearch={() => setPalette(true)} onHelp={() => setHelp(true)} />
      <NavRail />
      <Box
        component="main"
        id={MAIN_ID}
        ref={main}
        tabIndex={-1}
        sx={{
          flex: 1,
          minWidth: 0,
          ml: { sm: `${size.rail}px` },
          pb: { xs: `${size.bottomNav}px`, sm: 0 },
          outline: 'none',
        }}
      >
        <LineBanner />
        <Outlet />
      </Box>
      <Palette open={palette} onClose={() => setPalette(false)} onHelp={() => setHelp(true)} />
      <KeyboardHelp open={help} onClose={() => setHelp(false)} />
    </Box>
  );
};
