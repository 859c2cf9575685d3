// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useColorScheme } from '@mui/material/styles';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatDayShort, formatTime } from '@/lib/dates';
import { formatNumber } from '@/lib/numbers';
import { dark, font, light } from '@/ui/tokens';
import type { Counts } from './audit-query';

const HEIGHT = 168;

type Words = { readonly when: string; readonly accesses: string; readonly refused: string };

/** Accesses in each hour or day as bars, the refused among them in front. */
const AccessChart = ({ counts }: { readonly counts: Counts }) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { mode, systemMode } = useColorScheme();
  const colours = (mode === 'system' ? systemMode : mode) === 'dark' ? dark : light;
  const when = t(counts.seconds < 86_400 ? 'audit.hour' : 'audit.day');
  const accesses = t('audit.accesses');
  const refused = t('audit.refusals');

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const words = { when, accesses, refused };
    const chart = new uPlot(options(counts, colours, element.clientWidth, words), columns(counts), element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [counts, colours, when, accesses, refused]);

  const total = counts.counts.reduce((sum, one) => sum + one.accesses, 0);
  return (
    <Box
      ref={box}
      role="img"
      aria-label={t('audit.chart', { count: total, steps: counts.counts.length, step: when.toLowerCase() })}
      sx={{
        width: '100%',
        height: HEIGHT + 30,
        overflow: 'hidden',
        '& .u-legend': { fontFamily: font, fontSize: '0.8125rem' },
        '& .u-legend th': { fontWeight: 'normal' },
      }}
    />
  );
};

export default AccessChart;

const MOST_STEPS = 400;

/** Steps in which nothing happened are there too. */
const columns = (counts: Counts): uPlot.AlignedData => {
  const by = new Map(counts.counts.map((one) => [Date.parse(one.from) / 1000, one]));
  const last = Math.max(...by.keys(), 0);
  const first = Math.max(Math.min(...by.keys(), last), last - MOST_STEPS * counts.seconds);
  const times: number[] = [];
  for (let at = first; at <= last; at += counts.seconds) times.push(at);
  return [times, times.map((at) => by.get(at)?.accesses ?? 0), times.map((at) => by.get(at)?.refused ?? 0)];
};

const options = (counts: Counts, colours: typeof light, width: number, words: Words): uPlot.Options => {
  const axis = {
    stroke: colours.textSoft,
    font: `12px ${font}`,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1 },
  };
  const hours = counts.seconds < 86_400;
  const text = (time: number) => {
    const iso = new Date(time * 1000).toISOString();
    const day = formatDayShort(iso).slice(0, 5);
    return hours ? `${day} ${formatTime(iso)}` : day;
  };
  const times = columns(counts)[0];
  const first = times[0] ?? 0;
  const last = times[times.length - 1] ?? first;
  const bars = uPlot.paths.bars?.({ size: [0.8, 40] });
  return {
    width,
    height: HEIGHT,
    cursor: { drag: { x: false, y: false } },
    legend: { live: false },
    scales: { x: { range: [first - counts.seconds, last + counts.seconds] }, y: { range: [0, null] } },
    axes: [
      {
        ...axis,
        space: 90,
        incrs: [1, 2, 6, 12, 24, 48, 168, 720].map((times) => times * counts.seconds), // no step is named twice
        values: (_u, ticks) => ticks.map((tick) => text(tick)),
      },
      {
        ...axis,
        size: 76,
        values: (_u, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? formatNumber(tick) : '')),
      },
    ],
    series: [
      { label: words.when },
      {
        label: words.accesses,
        stroke: colours.brand,
        fill: colours.brand,
        paths: bars,
        points: { show: false },
      },
      {
        label: words.refused,
        stroke: colours.clinical.critical,
        fill: colours.clinical.critical,
        paths: bars,
        points: { show: false },
      },
    ],
  };
};
