// SPDX-License-Identifier: Apache-2.0
import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import OutlinedInput from '@mui/material/OutlinedInput';
import { type Ref, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { plainText } from '@/lib/plain-text';
import { describedBy, Field } from '@/ui/field';

export type ComboOption = { readonly label: string; readonly code?: string; readonly group?: string };

type Props = {
  readonly label: string;
  readonly options: readonly ComboOption[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** Called with what Enter chose from the list. */
  readonly onEnter?: (value: string) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly required?: boolean;
  readonly hint?: string;
  readonly error?: string;
  /** Text outside the list is kept as typed. */
  readonly free?: boolean;
  readonly autoFocus?: boolean;
};

/** Options that hold every word typed, in their label or their code. */
const matching = (options: readonly ComboOption[], typed: string): ComboOption[] => {
  const words = plainText(typed).split(' ').filter(Boolean);
  return options.filter((option) =>
    words.every((word) => plainText(`${option.label} ${option.code ?? ''}`).includes(word)),
  );
};

/** A list to type in: accents and case do not matter, codes are found too. */
export const ComboInput = ({
  label,
  options,
  value,
  onChange,
  onBlur,
  onEnter,
  inputRef,
  required,
  hint,
  error,
  free = false,
  autoFocus,
}: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const settle = () => {
    const first = !free && value && !options.some((option) => option.label === value) && matching(options, value)[0];
    if (first) onChange(first.label);
  };
  return (
    <Field id={id} label={label} required={required} hint={hint} error={error}>
      <Autocomplete<ComboOption, false, true, true>
        id={id}
        freeSolo
        disablePortal
        sx={{
          '& .MuiOutlinedInput-root': { p: 0, pr: 2 },
          '& .MuiOutlinedInput-root .MuiAutocomplete-input': { p: '8px 10px' },
        }}
        disableClearable
        openOnFocus
        autoHighlight={!free}
        selectOnFocus
        options={options}
        groupBy={options.some((option) => option.group) ? (option) => option.group ?? '' : undefined}
        inputValue={value}
        onInputChange={(_event, text, reason) => {
          if (reason !== 'blur') onChange(text);
        }}
        onChange={(event, chosen, reason) => {
          if (!onEnter || !('key' in event) || event.key !== 'Enter') return;
          const typed = typeof chosen === 'string' ? chosen : chosen.label;
          const picked = reason === 'createOption' && !free ? (matching(options, typed)[0]?.label ?? typed) : typed;
          onChange(picked);
          onEnter(picked);
        }}
        getOptionLabel={(option) => (typeof option === 'string' ? option : option.label)}
        filterOptions={(all) => (all.some((option) => option.label === value) ? all : matching(all, value))}
        noOptionsText={t('form.noOption')}
        renderGroup={({ key, group, children }) => (
          <li key={key} role="presentation">
            <Box
              sx={{ px: 3, pt: 2, pb: 1, fontSize: '0.75rem', fontWeight: 700, color: 'text.secondary' }}
              aria-hidden
            >
              {group}
            </Box>
            <Box component="ul" role="group" aria-label={group} sx={{ p: 0, m: 0 }}>
              {children}
            </Box>
          </li>
        )}
        renderOption={({ key, ...props }, option) => (
          <Box component="li" key={key} {...props} sx={{ display: 'flex', gap: 2 }}>
            <Box sx={{ flex: 1 }}>{option.label}</Box>
            {option.code && <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>{option.code}</Box>}
          </Box>
        )}
        renderInput={(params) => (
          <OutlinedInput
            ref={params.slotProps.input.ref}
            fullWidth
            error={Boolean(error)}
            autoFocus={autoFocus}
            onBlur={() => {
              settle();
              onBlur?.();
            }}
            inputRef={inputRef}
            slotProps={{
              input: {
                ...params.slotProps.htmlInput,
                'aria-required': required || undefined,
                'aria-invalid': error ? true : undefined,
                'aria-describedby': error || hint ? describedBy(id) : undefined,
              },
            }}
          />
        )}
      />
    </Field>
  );
};
