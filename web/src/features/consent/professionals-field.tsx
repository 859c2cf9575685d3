// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '@/lib/use-debounced';
import { ComboInput } from '@/ui/combo-input';
import { type Professional, professionalsQuery } from './consent-query';

type Props = {
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: string;
  readonly error?: string;
  readonly value: readonly Professional[];
  readonly onChange: (value: Professional[]) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
};

const SHORTEST = 2;

/** The name, with the number where two people bear the same one. */
const labelOf = (one: Professional, all: readonly Professional[]): string =>
  all.some((other) => other.id !== one.id && other.name === one.name)
    ? `${one.name} (${one.number ?? one.id})`
    : one.name;

/** Professionals found by name and kept in a list; each can be taken out again. */
export const ProfessionalsField = ({ label, required, hint, error, value, onChange, inputRef }: Props) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const wanted = useDebounced(typed.trim(), 250);
  const { data: found = [] } = useQuery({ ...professionalsQuery(wanted), enabled: wanted.length >= SHORTEST });
  const offered = found.filter((one) => !value.some((kept) => kept.id === one.id));
  const type = (text: string) => {
    const chosen = offered.find((one) => labelOf(one, offered) === text);
    if (chosen) onChange([...value, chosen]);
    setTyped(chosen ? '' : text);
  };
  return (
    <Box sx={{ minWidth: 0 }}>
      <ComboInput
        label={label}
        required={required}
        free
        hint={hint}
        error={error}
        inputRef={inputRef}
        options={offered.map((one) => ({ label: labelOf(one, offered), code: one.number }))}
        value={typed}
        onChange={type}
      />
      {value.length > 0 && (
        <Box component="ul" aria-label={label} sx={{ listStyle: 'none', m: 0, mt: 2, p: 0, display: 'grid', gap: 1 }}>
          {value.map((one) => (
            <Box
              component="li"
              key={one.id}
              sx={{ display: 'flex', alignItems: 'center', pl: 3, borderRadius: 1, bgcolor: 'surface.wash' }}
            >
              <Box sx={{ flex: 1, fontWeight: 600 }}>{one.name}</Box>
              <IconButton
                size="small"
                aria-label={t('consent.remove', { name: one.name })}
                onClick={() => onChange(value.filter((kept) => kept.id !== one.id))}
              >
                <X size={16} aria-hidden />
              </IconButton>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
};
