// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDayShort } from '@/lib/dates';
import { parseDay } from '@/lib/parse-date';
import { SelectInput } from '@/ui/select-input';
import { TextInput } from '@/ui/text-input';
import type { AccessFilter } from './audit-query';

type Props = { readonly filter: AccessFilter; readonly onFilter: (filter: AccessFilter) => void };

type WordProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly hint?: string;
  readonly onValue: (value: string | undefined) => void;
};

const Word = ({ label, value, hint, onValue }: WordProps) => {
  const [text, setText] = useState(value ?? '');
  return (
    <TextInput
      label={label}
      input={{
        value: text,
        placeholder: hint,
        autoComplete: 'off',
        spellCheck: false,
        onChange: (event) => {
          setText(event.target.value);
          onValue(event.target.value.trim() || undefined);
        },
      }}
    />
  );
};

const Day = ({ label, value, onValue }: WordProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(formatDayShort(value));
  const parsed = parseDay(text);
  return (
    <TextInput
      label={label}
      error={text.length >= 8 && !parsed ? t('form.dateUnknown') : undefined}
      input={{
        value: text,
        placeholder: t('form.dayHint'),
        autoComplete: 'off',
        onChange: (event) => {
          setText(event.target.value);
          const next = parseDay(event.target.value);
          if (next || !event.target.value) onValue(next);
        },
      }}
    />
  );
};

/** Narrows the log: who, whose record, what, how it ended, from when to when. */
export const AccessFilters = ({ filter, onFilter }: Props) => {
  const { t } = useTranslation();
  const choose =
    (name: 'kind' | 'outcome'): ComponentProps<'select'>['onChange'] =>
    (event) =>
      onFilter({ ...filter, [name]: event.target.value || undefined });
  return (
    <Box
      role="search"
      aria-label={t('audit.filters')}
      sx={{
        display: 'grid',
        gap: 3,
        mb: 4,
        gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(6, minmax(0, 1fr))' },
      }}
    >
      <Word label={t('audit.account')} value={filter.who} onValue={(who) => onFilter({ ...filter, who })} />
      <Word
        label={t('audit.patientId')}
        value={filter.patient}
        onValue={(patient) => onFilter({ ...filter, patient })}
      />
      <SelectInput
        label={t('audit.what')}
        placeholder={t('audit.any')}
        options={(['consult', 'write', 'export', 'session'] as const).map((value) => ({
          value,
          label: t(`auditKind.${value}`),
        }))}
        input={{ value: filter.kind ?? '', onChange: choose('kind') }}
      />
      <SelectInput
        label={t('audit.outcome')}
        placeholder={t('audit.any')}
        options={[
          { value: '0', label: t('audit.done') },
          { value: '4', label: t('audit.refused') },
          { value: '8', label: t('audit.failed') },
        ]}
        input={{ value: filter.outcome ?? '', onChange: choose('outcome') }}
      />
      <Day label={t('audit.fromDay')} value={filter.from} onValue={(from) => onFilter({ ...filter, from })} />
      <Day label={t('audit.toDay')} value={filter.to} onValue={(to) => onFilter({ ...filter, to })} />
    </Box>
  );
};
