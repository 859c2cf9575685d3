// SPDX-License-Identifier: Apache-2.0

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { Ban, HeartPulse, type LucideIcon, Plus, Stethoscope, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, type Session, useSession } from '@/fhir/session';
import { mainElement } from '@/lib/main-element';
import { useHotkey } from '@/lib/use-hotkey';
import type { WorkspaceKind } from '@/lib/workspaces';

const KINDS: readonly { readonly kind: WorkspaceKind; readonly type: string; readonly icon: LucideIcon }[] = [
  { kind: 'observation', type: 'Observation', icon: HeartPulse },
  { kind: 'condition', type: 'Condition', icon: Stethoscope },
  { kind: 'allergy', type: 'AllergyIntolerance', icon: TriangleAlert },
  { kind: 'consent', type: 'Consent', icon: Ban },
];

/** What this role may add to a record. */
export const additions = (session: Session): readonly WorkspaceKind[] =>
  KINDS.filter((one) => may(session, one.type, 'w')).map((one) => one.kind);

/** « + Nouveau »: what can be added here, by this role; N opens it. */
export const AddMenu = ({ onAdd }: { readonly onAdd: (kind: WorkspaceKind) => void }) => {
  const { t } = useTranslation();
  const allowed = additions(useSession());
  const [button, setButton] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState(false);
  const openByKey = () => {
    button?.focus({ preventScroll: true });
    setOpen(true);
  };
  useHotkey('n', openByKey, allowed.length > 0);
  if (allowed.length === 0) return null;
  return (
    <>
      <Button
        ref={setButton}
        variant="contained"
        size="small"
        aria-label={t('action.new')}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        sx={{ flexShrink: 0, minWidth: 36, px: { xs: 2, sm: 3 }, gap: 1.5 }}
      >
        <Plus size={16} aria-hidden />
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {t('action.new')}
        </Box>
      </Button>
      <Menu
        container={mainElement}
        anchorEl={button}
        open={open}
        onClose={() => setOpen(false)}
        slotProps={{ paper: { sx: { border: 1, borderColor: 'divider', minWidth: 240 } } }}
      >
        {KINDS.filter((one) => allowed.includes(one.kind)).map(({ kind, icon: Icon }) => (
          <MenuItem
            key={kind}
            sx={{ gap: 3 }}
            onClick={() => {
              setOpen(false);
              onAdd(kind);
            }}
          >
            <Box sx={{ display: 'flex', color: 'text.secondary' }}>
              <Icon size={18} aria-hidden />
            </Box>
            {t(`workspace.${kind}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
