// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import ClickAwayListener from '@mui/material/ClickAwayListener';
import InputAdornment from '@mui/material/InputAdornment';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '@/lib/use-debounced';
import { useHotkey } from '@/lib/use-hotkey';
import { Kbd } from '@/ui/kbd';
import { optionId } from './patient-results';
import { type PatientHit, patientSearchQuery } from './patient-search-query';
import { SearchOutcome } from './search-outcome';

type Props = {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Results drop over the page instead of taking their place in it. */
  readonly floating?: boolean;
  readonly autoFocus?: boolean;
  /** What happens with the patient chosen; the record opens when nothing is said. */
  readonly onPick?: (hit: PatientHit) => void;
};

/** One box, results while typing; arrows choose, Enter opens, Escape clears, `/` comes back to the box. */
export const PatientSearchBox = ({ text, onText, floating = false, autoFocus = false, onPick }: Props) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [count, setCount] = useState(20);
  const [chosen, setChosen] = useState({ text: '', index: 0 });
  const [open, setOpen] = useState(true);
  const asked = useDebounced(text, 150);
  const query = useQuery(patientSearchQuery(asked, count));
  const hits = (asked.trim().length >= 2 && query.data?.patients) || [];
  const active = chosen.text === asked ? Math.min(chosen.index, hits.length - 1) : 0;
  const [wanted, setWanted] = useState<string>();
  const settled = asked === text && !query.isPlaceholderData && query.data !== undefined;
  useHotkey('/', () => input.current?.focus());

  const openRecord = (hit: PatientHit) => navigate({ to: '/patients/$patientId', params: { patientId: hit.id } });
  const pick = onPick ?? openRecord;
  const move = (by: number) => setChosen({ text: asked, index: Math.max(0, Math.min(active + by, hits.length - 1)) });
  const onKeyDown = (event: KeyboardEvent) => {
    const hit = hits[active];
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && hit && settled) pick(hit);
    else if (event.key === 'Enter' && !settled) setWanted(text);
    else if (event.key === 'Escape' && text) onText('');
    else return;
    event.preventDefault();
  };
  // Enter before the answer came: opened then, if it can only be one patient. Never an earlier search's result.
  useEffect(() => {
    if (wanted === undefined || !settled) return;
    setWanted(undefined);
    const only = query.data?.patients.length === 1 ? query.data.patients[0] : undefined;
    if (!only || wanted !== text) return;
    if (onPick) onPick(only);
    else navigate({ to: '/patients/$patientId', params: { patientId: only.id } });
  }, [wanted, settled, query.data, text, navigate, onPick]);
  const shown = !floating || (open && text.trim().length > 0);

  return (
    <ClickAwayListener onClickAway={() => setOpen(false)}>
      <Box sx={{ position: 'relative' }}>
        <OutlinedInput
          fullWidth
          autoFocus={autoFocus}
          inputRef={input}
          value={text}
          placeholder={t('search.placeholder')}
          onChange={(event) => onText(event.target.value)}
          onFocus={() => setOpen(true)}
          onKeyDown={onKeyDown}
          startAdornment={
            <InputAdornment position="start">
              <Search size={20} aria-hidden />
            </InputAdornment>
          }
          endAdornment={
            <Box sx={{ display: { xs: 'none', sm: 'block' } }}>
              <Kbd>/</Kbd>
            </Box>
          }
          sx={{ height: 48, fontSize: '1rem', pl: 3 }}
          slotProps={{
            input: {
              role: 'combobox',
              'aria-label': t('search.label'),
              'aria-expanded': shown && hits.length > 0,
              'aria-controls': hits.length ? listId : undefined,
              'aria-autocomplete': 'list',
              'aria-activedescendant': hits.length ? optionId(listId, active) : undefined,
              autoComplete: 'off',
              spellCheck: false,
            },
          }}
        />
        {shown && (
          <Box
            sx={{
              mt: floating ? 1 : 4,
              bgcolor: 'background.paper',
              border: 1,
              borderColor: floating ? 'surface.lineStrong' : 'divider',
              borderRadius: 1,
              overflow: 'hidden',
              ...(floating && {
                position: 'absolute',
                insetInline: 0,
                zIndex: 20,
                maxHeight: '60vh',
                overflowY: 'auto',
              }),
            }}
          >
            <SearchOutcome
              text={asked}
              query={query}
              listId={listId}
              active={active}
              onPick={pick}
              onMore={floating ? undefined : () => setCount(count + 40)}
            />
          </Box>
        )}
      </Box>
    </ClickAwayListener>
  );
};
