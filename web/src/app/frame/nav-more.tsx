// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Drawer from '@mui/material/Drawer';
import { Ellipsis } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BoxLink } from '@/ui/router-link';
import { itemStyle, type NamedPlace } from './nav-place';

/** « Plus », on a phone alone: a sheet from below with the places its bar has no room for. */
export const NavMore = ({ places }: { readonly places: readonly NamedPlace[] }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const title = useId();
  const close = () => setOpen(false);
  return (
    <>
      <ButtonBase
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-expanded={open}
        data-current={places.some((place) => place.current) || undefined}
        sx={{ ...itemStyle, display: { xs: 'flex', sm: 'none' }, fontFamily: 'inherit' }}
      >
        <Ellipsis size={20} aria-hidden />
        {t('nav.more')}
        {places.map(({ to, badge: Badge }) => Badge && <Badge key={to} />)}
      </ButtonBase>
      <Drawer
        anchor="bottom"
        open={open}
        onClose={close}
        slotProps={{ paper: { role: 'dialog', 'aria-modal': true, 'aria-labelledby': title, sx: { p: 4, pt: 3 } } }}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', mb: 2 }}>
          <Box component="h2" id={title} sx={{ flex: 1, m: 0, fontSize: '1rem' }}>
            {t('nav.otherPlaces')}
          </Box>
          <Button variant="outlined" size="small" onClick={close} autoFocus>
            {t('action.close')}
          </Button>
        </Box>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {places.map(({ to, label, icon: Icon, badge: Badge, current }) => (
            <li key={to}>
              <BoxLink
                to={to}
                activeOptions={{ exact: true, includeSearch: false }}
                data-current={current || undefined}
                onClick={close}
                sx={{
                  position: 'relative',
                  display: 'flex',
                  alignItems: 'center',
                  gap: 4,
                  minHeight: 48,
                  fontWeight: 600,
                  color: 'text.primary',
                  textDecoration: 'none',
                  '&[data-current]': { color: 'primary.main' },
                }}
              >
                <Box component="span" sx={{ order: 1 }}>
                  {label}
                </Box>
                <Box component="span" sx={{ position: 'relative', display: 'flex', p: 2 }}>
                  <Icon size={20} aria-hidden />
                  {Badge && <Badge />}
                </Box>
              </BoxLink>
            </li>
          ))}
        </Box>
      </Drawer>
    </>
  );
};
