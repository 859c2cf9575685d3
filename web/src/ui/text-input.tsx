// SPDX-License-Identifier: Apache-2.0
import OutlinedInput from '@mui/material/OutlinedInput';
import { type ComponentProps, type ReactNode, type Ref, useId } from 'react';
import { describedBy, Field } from '@/ui/field';

type Props = {
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string;
  readonly autoFocus?: boolean;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly input?: ComponentProps<'input'>;
  readonly end?: ReactNode;
  readonly multiline?: boolean;
};

/** One line of text (or several) with its label, hint and refusal. `input` takes what a form library registers. */
export const TextInput = ({ label, required, hint, error, autoFocus, inputRef, input, end, multiline }: Props) => {
  const id = useId();
  const { ref, ...rest } = input ?? {};
  return (
    <Field id={id} label={label} required={required} hint={hint} error={error}>
      <OutlinedInput
        id={id}
        fullWidth
        multiline={multiline}
        minRows={multiline ? 3 : undefined}
        error={Boolean(error)}
        autoFocus={autoFocus}
        inputRef={ref ?? inputRef}
        endAdornment={end}
        slotProps={{
          input: {
            ...rest,
            'aria-required': required || undefined,
            'aria-invalid': error ? true : undefined,
            'aria-describedby': error || hint ? describedBy(id) : undefined,
          },
        }}
      />
    </Field>
  );
};
