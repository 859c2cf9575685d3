// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PatientHitRow } from '@/features/patient-search/patient-hit-row';
import { patientSearchQuery } from '@/features/patient-search/patient-search-query';
import { may, ownPatientId, useSession } from '@/fhir/session';
import { useDebounced } from '@/lib/use-debounced';
import { hiddenStyle } from '@/ui/hidden';
import { matchingActions } from './palette-actions';
import { PaletteOption } from './palette-option';
import { usePaletteActions } from './use-palette-actions';

const TITLE = 'palette-title';

type Props = { readonly open: boolean; readonly onClose: () => void; readonly onHelp: () => void };

/** Ctrl K: patients, actions and settings by name, without leaving the keyboard. */
export const Palette = ({ open, onClose, onHelp }: Props) => (
  <Dialog
    open={open}
    onClose={onClose}
    maxWidth={false}
    aria-labelledby={TITLE}
    slotProps={{
      paper: {
        sx: { width: 880, maxWidth: 'calc(100vw - 24px)', m: 3, alignSelf: 'flex-start', mt: { xs: 3, sm: 16 } },
      },
    }}
  >
    {open && <PaletteContent onClose={onClose} onHelp={onHelp} />}
  </Dialog>
);

const PaletteContent = ({ onClose, onHelp }: Omit<Props, 'open'>) => {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const asked = useDebounced(text, 150);
  const mayFind = may(session, 'Patient', 'r') && !ownPatientId(session);
  const query = useQuery({ ...patientSearchQuery(asked, 7), enabled: mayFind && asked.trim().length >= 2 });
  const hits = (asked.trim().length >= 2 && query.data?.patients) || [];
  const actions = matchingActions(usePaletteActions(onHelp), text);
  const choices = [
    ...hits.map((hit) => ({
      id: `p-${hit.id}`,
      run: () => navigate({ to: '/patients/$patientId', params: { patientId: hit.id } }),
    })),
    ...actions,
  ];
  const at = Math.min(active, choices.length - 1);
  const settled = asked === text && !query.isPlaceholderData;
  const choose = (index: number) => {
    if (index < hits.length && !settled) return;
    onClose();
    choices[index]?.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(at + 1, choices.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(at - 1, 0));
    else if (event.key === 'Enter') choose(at);
    else return;
    event.preventDefault();
  };
  const option = (index: number) => ({ id: `${listId}-${index}`, active: index === at, onPick: () => choose(index) });
  return (
    <>
      <Box component="h2" id={TITLE} sx={hiddenStyle}>
        {t('palette.label')}
      </Box>
      <Box
        component="input"
        autoFocus
        value={text}
        role="combobox"
        aria-label={t('palette.label')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={`${listId}-${at}`}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('palette.placeholder')}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        sx={{
          font: 'inherit',
          fontSize: '1.0625rem',
          color: 'inherit',
          px: 5,
          height: 56,
          border: 0,
          borderBottom: 1,
          borderColor: 'divider',
          bgcolor: 'transparent',
          outline: 'none',
          flexShrink: 0,
        }}
      />
      <Box
        id={listId}
        role="listbox"
        aria-label={t('palette.label')}
        sx={{ overflowY: 'auto', maxHeight: '60vh', py: 1 }}
      >
        {hits.map((hit, i) => (
          <PaletteOption key={hit.id} {...option(i)}>
            <PatientHitRow hit={hit} />
          </PaletteOption>
        ))}
        {actions.map((action, i) => (
          <PaletteOption key={action.id} {...option(hits.length + i)}>
            <Box sx={{ color: 'text.secondary', display: 'flex' }}>
              <action.icon size={18} aria-hidden />
            </Box>
            {action.label}
          </PaletteOption>
        ))}
      </Box>
      <Box role="status" sx={{ px: 5, py: choices.length ? 0 : 4, color: 'text.secondary' }}>
        {choices.length === 0 && t('palette.nothing')}
      </Box>
    </>
  );
};
