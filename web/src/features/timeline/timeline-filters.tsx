// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDayShort } from '@/lib/dates';
import { parseDay } from '@/lib/parse-date';
import { TextInput } from '@/ui/text-input';
import { TIMELINE_TYPES, timelineIcon } from './timeline-kinds';
import type { TimelineFilter } from './timeline-query';

type Props = { readonly filter: TimelineFilter; readonly onFilter: (filter: TimelineFilter) => void };

type DayProps = {
  readonly label: string;
  readonly day: string | undefined;
  readonly onDay: (day: string | undefined) => void;
};

const DayFilter = ({ label, day, onDay }: DayProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(formatDayShort(day));
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
          if (next || !event.target.value) onDay(next);
        },
      }}
    />
  );
};

type WordsProps = { readonly words: string; readonly onWords: (words: string | undefined) => void };

const WordsFilter = ({ words, onWords }: WordsProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(words);
  return (
    <TextInput
      label={t('timeline.text')}
      input={{
        value: text,
        autoComplete: 'off',
        onChange: (event) => {
          setText(event.target.value);
          onWords(event.target.value || undefined);
        },
      }}
    />
  );
};

/** Narrows the timeline: kinds as toggles, two dates, words. */
export const TimelineFilters = ({ filter, onFilter }: Props) => {
  const { t } = useTranslation();
  const toggle = (type: string) =>
    onFilter({
      ...filter,
      types: filter.types.includes(type) ? filter.types.filter((one) => one !== type) : [...filter.types, type],
    });
  return (
    <Box role="search" aria-label={t('timeline.filters')} sx={{ display: 'grid', gap: 3, mb: 4 }}>
      <Box role="group" aria-label={t('timeline.kinds')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        {TIMELINE_TYPES.map((type) => {
          const Icon = timelineIcon(type);
          const on = filter.types.includes(type);
          return (
            <Box
              key={type}
              component="button"
              type="button"
              aria-pressed={on}
              onClick={() => toggle(type)}
              sx={{
                display: 'inline-flex',
                alignItems: 'center',
                gap: 1.5,
                px: 2.5,
                height: 32,
                font: 'inherit',
                fontSize: '0.8125rem',
                fontWeight: 600,
                cursor: 'pointer',
                borderRadius: '16px',
                border: 1,
                borderColor: on ? 'primary.main' : 'surface.lineStrong',
                bgcolor: on ? 'primary.main' : 'background.paper',
                color: on ? 'primary.contrastText' : 'text.primary',
              }}
            >
              <Icon size={14} aria-hidden />
              {t(`timelineType.${type}`)}
            </Box>
          );
        })}
      </Box>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr 1fr', sm: '160px 160px minmax(0, 320px)' } }}>
        <DayFilter label={t('timeline.from')} day={filter.from} onDay={(from) => onFilter({ ...filter, from })} />
        <DayFilter label={t('timeline.to')} day={filter.to} onDay={(to) => onFilter({ ...filter, to })} />
        <Box sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
          <WordsFilter words={filter.text ?? ''} onWords={(text) => onFilter({ ...filter, text })} />
        </Box>
      </Box>
    </Box>
  );
};
