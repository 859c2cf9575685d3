// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';

type Props = { readonly values: readonly number[]; readonly width?: number; readonly height?: number };

/** The course of a few values, oldest first; decoration next to the figures, hidden from assistive technology. */
export const Sparkline = ({ values, width = 72, height = 22 }: Props) => {
  if (values.length < 2) return <Box aria-hidden sx={{ width, height }} />;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (i: number) => 3 + (i * (width - 6)) / (values.length - 1);
  const y = (v: number) => height - 4 - ((v - low) / span) * (height - 8);
  const last = values[values.length - 1] ?? low;
  return (
    <Box
      component="svg"
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      sx={{ width, height, flexShrink: 0, color: 'primary.main' }}
    >
      <polyline
        points={values.map((v, i) => `${x(i).toFixed(1)},${y(v).toFixed(1)}`).join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        opacity="0.75"
      />
      <circle cx={x(values.length - 1)} cy={y(last)} r="2.2" fill="currentColor" />
    </Box>
  );
};
