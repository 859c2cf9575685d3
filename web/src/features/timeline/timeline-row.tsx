// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { formatDay, formatDayShort, formatTime } from '@/lib/dates';
import { AbnormalSign, abnormalColour } from '@/ui/measure-value';
import { Tag } from '@/ui/tag';
import { isTimelineType, timelineIcon } from './timeline-kinds';
import type { TimelineEntry } from './timeline-query';

/** One event: when, what kind, what, and how it was told. */
export const TimelineRow = ({ entry }: { readonly entry: TimelineEntry }) => {
  const { t } = useTranslation();
  const Icon = timelineIcon(entry.resourceType);
  const grade = entry.abnormal ?? undefined;
  const end = entry.end && formatDay(entry.end) !== formatDay(entry.date) ? formatDay(entry.end) : undefined;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '28px minmax(0, 1fr)', sm: '92px 28px minmax(0, 1fr) auto' },
        columnGap: 2,
        py: 2,
        px: 4,
        alignItems: 'baseline',
      }}
    >
      <Box
        sx={{ color: 'text.secondary', fontSize: '0.8125rem', whiteSpace: 'nowrap', gridColumn: { xs: 2, sm: 'auto' } }}
      >
        {formatDayShort(entry.date)}
        <Box
          component="span"
          sx={{ display: { xs: 'inline', sm: 'block' }, ml: { xs: 2, sm: 0 }, fontSize: '0.75rem' }}
        >
          {formatTime(entry.date)}
        </Box>
      </Box>
      <Box
        sx={{
          color: 'primary.main',
          alignSelf: 'start',
          pt: 0.5,
          gridColumn: { xs: 1, sm: 'auto' },
          gridRow: { xs: '1 / span 3', sm: 'auto' },
        }}
      >
        <Icon size={18} aria-hidden />
      </Box>
      <Box sx={{ minWidth: 0, gridColumn: { xs: 2, sm: 'auto' } }}>
        <Box sx={{ fontWeight: 600 }}>{entry.title}</Box>
        {entry.detail && entry.detail !== entry.title && (
          <Box
            sx={{
              color: abnormalColour(grade) ?? 'text.primary',
              fontWeight: grade ? 700 : 400,
              display: 'flex',
              gap: 1.5,
              alignItems: 'baseline',
            }}
          >
            <AbnormalSign grade={grade} />
            <span>{entry.detail}</span>
          </Box>
        )}
        {(entry.service || end) && (
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
            {[entry.service, end && t('timeline.until', { date: end })].filter(Boolean).join(' · ')}
          </Box>
        )}
      </Box>
      <Box sx={{ gridColumn: { xs: 2, sm: 'auto' } }}>
        {isTimelineType(entry.resourceType) && <Tag tone="unknown">{t(`timelineOne.${entry.resourceType}`)}</Tag>}
      </Box>
    </Box>
  );
};
