// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useColorScheme, useTheme } from '@mui/material/styles';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Abnormal } from '@/fhir/measure';
import { formatDayShort, formatMonthShort } from '@/lib/dates';
import { formatNumber, formatUnit } from '@/lib/numbers';
import { dark, font, light } from '@/ui/tokens';
import type { ChartData } from './chart-data';

type Props = { readonly data: ChartData; readonly label: string; readonly day: string };

const HEIGHT = 260;

/** The course of one measure: reference range as a band, abnormal points bigger, squared and coloured. */
const TrendChart = ({ data, label, day }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  const { mode, systemMode } = useColorScheme();
  const theme = useTheme();
  const colours = (mode === 'system' ? systemMode : mode) === 'dark' ? dark : light;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const chart = new uPlot(options(data, colours, element.clientWidth, day), [data.times, ...data.columns], element);
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [data, colours, day]);

  return (
    <Box
      ref={box}
      role="img"
      aria-label={label}
      sx={{
        width: '100%',
        height: HEIGHT + 30,
        overflow: 'hidden',
        '& .u-legend': { fontSize: '0.8125rem', fontFamily: theme.typography.fontFamily },
      }}
    />
  );
};

export default TrendChart;

type Colours = typeof light;

const colourOf = (grade: Abnormal, colours: Colours): string => {
  if (grade === 'HH' || grade === 'LL') return colours.clinical.critical;
  return grade === 'L' ? colours.clinical.abnormalLow : colours.clinical.abnormalHigh;
};

const band = (data: ChartData, colours: Colours) => (u: uPlot) => {
  const { low, high } = data.range ?? {};
  if (low === undefined && high === undefined) return;
  const { left, top, width, height } = u.bbox;
  const y = (value: number | undefined, edge: number) =>
    value === undefined ? edge : Math.max(top, Math.min(top + height, u.valToPos(value, 'y', true)));
  const upper = y(high, top);
  u.ctx.save();
  u.ctx.fillStyle = `${colours.clinical.signed}22`;
  u.ctx.fillRect(left, upper, width, y(low, top + height) - upper);
  u.ctx.restore();
};

const abnormalPoints = (data: ChartData, colours: Colours) => (u: uPlot) => {
  const half = 3.5 * devicePixelRatio;
  u.ctx.save();
  data.abnormal.forEach((abnormal, i) => {
    const value = data.columns[0]?.[i];
    const time = data.times[i];
    if (!abnormal || value === null || value === undefined || time === undefined) return;
    u.ctx.fillStyle = colourOf(abnormal, colours);
    u.ctx.fillRect(u.valToPos(time, 'x', true) - half, u.valToPos(value, 'y', true) - half, half * 2, half * 2);
  });
  u.ctx.restore();
};

const options = (data: ChartData, colours: Colours, width: number, day: string): uPlot.Options => {
  const axis = {
    stroke: colours.textSoft,
    font: `12px ${font}`,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1 },
  };
  const strokes = [colours.brand, colours.clinical.abnormalLow];
  return {
    width,
    height: HEIGHT,
    cursor: { drag: { x: true, y: false } },
    scales: {
      y: {
        range: (_u, min, max) => {
          const low = Math.min(min, data.range?.low ?? min);
          const high = Math.max(max, data.range?.high ?? max);
          const margin = (high - low || Math.abs(high) || 1) * 0.12;
          return [low - margin, high + margin];
        },
      },
    },
    axes: [
      { ...axis, space: 72, values: (_u, ticks) => ticks.map((tick) => dayOrMonth(tick, ticks)) },
      { ...axis, size: 56, values: (_u, ticks) => ticks.map((tick) => formatNumber(tick)) },
    ],
    series: [
      { label: day, value: (_u, time) => (time === null ? '' : formatDayShort(new Date(time * 1000).toISOString())) },
      ...data.columns.map((_, i) => ({
        label: data.labels[i] ?? '',
        stroke: strokes[i] ?? colours.text,
        dash: i ? [5, 4] : undefined,
        width: 2,
        points: { show: true, size: 6, fill: colours.surface },
        value: (_u: uPlot, value: number | null) =>
          value === null ? '' : `${formatNumber(value)} ${formatUnit(data.unit)}`,
      })),
    ],
    hooks: { drawClear: [band(data, colours)], draw: [abnormalPoints(data, colours)] },
  };
};

const dayOrMonth = (tick: number, ticks: readonly number[]): string => {
  const span = (ticks[ticks.length - 1] ?? tick) - (ticks[0] ?? tick);
  const date = new Date(tick * 1000);
  return span > 86_400 * 150 ? formatMonthShort(date) : formatDayShort(date.toISOString()).slice(0, 5);
};
