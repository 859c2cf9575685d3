// SPDX-License-Identifier: Apache-2.0
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '@/lib/dates';
import { parseDay } from '@/lib/parse-date';
import { TextInput } from '@/ui/text-input';

type Props = Omit<ComponentProps<typeof TextInput>, 'hint'> & {
  readonly value: string;
  readonly hint?: (day: string) => string;
};

/** A day as people type it, read back in full underneath. */
export const DayInput = ({ value, hint, input, ...rest }: Props) => {
  const { t } = useTranslation();
  const day = parseDay(value);
  return (
    <TextInput
      {...rest}
      hint={day ? (hint?.(day) ?? formatDay(day)) : '\u00a0'}
      input={{ ...input, autoComplete: 'off', placeholder: t('form.dayHint') }}
    />
  );
};
