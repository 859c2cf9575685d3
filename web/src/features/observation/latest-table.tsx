// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useTranslation } from 'react-i18next';
import { type Series, trendOf } from '@/fhir/measure';
import { DataTable } from '@/ui/data-table';
import { MeasureValue } from '@/ui/measure-value';
import { Sparkline } from '@/ui/sparkline';
import { TimeAgo } from '@/ui/time-ago';
import { TrendSign } from '@/ui/trend-sign';
import { rangeText } from './range-text';

type Props = {
  readonly caption: string;
  readonly series: readonly Series[];
  readonly selected: string | undefined;
  readonly onSelect: (code: string) => void;
};

/** One row per code: latest value, where it goes, its reference range, its time. Choosing a row shows its course. */
export const LatestTable = ({ caption, series, selected, onSelect }: Props) => {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={caption}
      columns={[
        { head: t('measure.name') },
        { head: t('measure.value'), align: 'right' },
        { head: t('measure.trend'), hideOnPhone: true },
        { head: t('measure.range'), hideOnPhone: true },
        { head: t('measure.when'), align: 'right' },
      ]}
      rows={series.map((one) => {
        const last = one.measures[0];
        const numbers = one.measures
          .slice(0, 12)
          .map((m) => m.values[0]?.value)
          .filter((v) => v !== undefined);
        return {
          key: one.code,
          selected: one.code === selected,
          cells: [
            <Box
              key="name"
              component="button"
              type="button"
              aria-pressed={one.code === selected}
              onClick={() => onSelect(one.code)}
              sx={{
                all: 'unset',
                cursor: 'pointer',
                fontWeight: 600,
                '&:focus-visible': { outline: '2px solid', outlineOffset: 2 },
                '&:hover': { textDecoration: 'underline' },
              }}
            >
              {one.label}
            </Box>,
            last && <MeasureValue key="value" measure={last} />,
            <Box key="trend" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
              <TrendSign trend={trendOf(one.measures)} />
              <Sparkline values={numbers.toReversed()} />
            </Box>,
            <Box key="range" component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
              {rangeText(last)}
            </Box>,
            <Box key="when" component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
              <TimeAgo at={last?.at} />
            </Box>,
          ],
        };
      })}
    />
  );
};
