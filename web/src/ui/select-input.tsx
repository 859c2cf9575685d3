// SPDX-License-Identifier: Apache-2.0
import NativeSelect from '@mui/material/NativeSelect';
import OutlinedInput from '@mui/material/OutlinedInput';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { describedBy, Field } from '@/ui/field';

type Option = { readonly value: string; readonly label: string };
type Props = {
  readonly label: string;
  readonly options: readonly Option[];
  readonly required?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string;
  /** Words of the choice « nothing chosen yet »; without it there is no such choice. */
  readonly placeholder?: string;
  readonly input?: ComponentProps<'select'>;
};

/** A choice among few: the platform's own list, good under the keyboard and under the thumb. */
export const SelectInput = ({ label, options, required, hint, error, placeholder, input }: Props) => {
  const id = useId();
  const { ref, ...rest } = input ?? {};
  return (
    <Field id={id} label={label} required={required} hint={hint} error={error}>
      <NativeSelect
        fullWidth
        input={<OutlinedInput error={Boolean(error)} />}
        inputRef={ref}
        inputProps={{
          ...rest,
          id,
          'aria-required': required || undefined,
          'aria-invalid': error ? true : undefined,
          'aria-describedby': error || hint ? describedBy(id) : undefined,
        }}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
};
