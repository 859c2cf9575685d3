// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PatientHitRow } from '@/features/patient-search/patient-hit-row';
import { type PatientHit, patientSearchQuery } from '@/features/patient-search/patient-search-query';
import { may, ownPatientId, useSession } from '@/fhir/session';
import { useDebounced } from '@/lib/use-debounced';
import { hiddenStyle } from '@/ui/hidden';
import { matchingActions, type PaletteAction } from './palette-actions';
import { PaletteOption } from './palette-option';
import { usePaletteActions } from './use-palette-actions';

const TITLE = 'palette-title';

type Choice =
  | { readonly kind: 'patient'; readonly hit: PatientHit }
  | { readonly kind: 'action'; readonly action: PaletteAction };

const isNear = (hit: PatientHit) => hit.match?.kind === 'phonetic' || hit.match?.kind === 'approximate';

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
  const [entered, setEntered] = useState<number | null>(null);
  const asked = useDebounced(text, 150);
  const mayFind = may(session, 'Patient', 'r') && !ownPatientId(session);
  const query = useQuery({ ...patientSearchQuery(asked, 7), enabled: mayFind && asked.trim().length >= 2 });
  const hits = (asked.trim().length >= 2 && query.data?.patients) || [];
  const actions = matchingActions(usePaletteActions(onHelp), text);
  // A patient who only sounds alike stands behind an action that was typed by its name.
  const [near, sure] = [hits.filter(isNear), hits.filter((hit) => !isNear(hit))];
  const choices: readonly Choice[] = [
    ...sure.map((hit) => ({ kind: 'patient' as const, hit })),
    ...actions.map((action) => ({ kind: 'action' as const, action })),
    ...near.map((hit) => ({ kind: 'patient' as const, hit })),
  ];
  const at = Math.max(0, Math.min(active, choices.length - 1));
  const searching = mayFind && text.trim().length >= 2 && (asked !== text || query.isFetching);
  const run = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    if (choice.kind === 'action') choice.action.run();
    else void navigate({ to: '/patients/$patientId', params: { patientId: choice.hit.id } });
  };
  // Enter before the answer is there counts when it is: nobody opens what stood in the list for another word.
  const choose = (index: number) => {
    if (searching) setEntered(index);
    else run(choices[index]);
  };
  useEffect(() => {
    if (entered === null || searching) return;
    setEntered(null);
    run(choices[entered]);
  });
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
          setEntered(null);
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
        {choices.map((choice, i) =>
          choice.kind === 'patient' ? (
            <PaletteOption key={choice.hit.id} {...option(i)}>
              <PatientHitRow hit={choice.hit} />
            </PaletteOption>
          ) : (
            <PaletteOption key={choice.action.id} {...option(i)}>
              <Box sx={{ color: 'text.secondary', display: 'flex' }}>
                <choice.action.icon size={18} aria-hidden />
              </Box>
              {choice.action.label}
            </PaletteOption>
          ),
        )}
      </Box>
      <Box role="status" sx={{ px: 5, py: choices.length ? 0 : 4, color: 'text.secondary' }}>
        {choices.length === 0 && t('palette.nothing')}
      </Box>
    </>
  );
};
