// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMonth } from '@/lib/dates';
import type { TimelineLine } from './timeline-query';
import { TimelineRow } from './timeline-row';

type Props = {
  readonly lines: readonly TimelineLine[];
  readonly hasMore: boolean;
  readonly onEnd: () => void;
};

/** Draws only the events in view, and asks for more before the end is reached. */
export const TimelineList = ({ lines, hasMore, onEnd }: Props) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, []);
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => (lines[index]?.kind === 'month' ? 40 : 64),
    overscan: 12,
    scrollMargin: top,
    getItemKey: (index) => lines[index]?.key ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= lines.length - 10) onEnd();
  }, [hasMore, last, lines.length, onEnd]);

  return (
    <Box ref={box} aria-busy={hasMore} sx={{ position: 'relative', height: virtual.getTotalSize() }}>
      {items.map((item) => {
        const line = lines[item.index];
        if (!line) return null;
        return (
          <Box
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            role={line.kind === 'entry' ? 'article' : undefined}
            tabIndex={line.kind === 'entry' ? 0 : undefined}
            aria-label={line.kind === 'entry' ? line.entry.title : undefined}
            style={{ position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${item.start - top}px)` }}
            sx={{
              borderTop: line.kind === 'entry' ? 1 : 0,
              borderColor: 'divider',
              '&:focus-visible': { outlineOffset: -2 },
            }}
          >
            {line.kind === 'month' ? (
              <Box
                component="h2"
                sx={{
                  m: 0,
                  px: 4,
                  py: 2,
                  fontSize: '0.8125rem',
                  fontWeight: 700,
                  bgcolor: 'surface.raised',
                  color: 'text.secondary',
                  borderTop: item.index ? 1 : 0,
                  borderColor: 'divider',
                }}
              >
                {line.month ? formatMonth(line.month) : t('timeline.undated')}
              </Box>
            ) : (
              <TimelineRow entry={line.entry} />
            )}
          </Box>
        );
      })}
    </Box>
  );
};
