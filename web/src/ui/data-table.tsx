// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { hiddenStyle } from '@/ui/hidden';

export type Column = {
  readonly head: string;
  readonly align?: 'left' | 'right';
  readonly hideOnPhone?: boolean;
  readonly width?: number | string;
};
export type Row = {
  readonly key: string;
  readonly cells: readonly ReactNode[];
  readonly selected?: boolean;
  readonly faded?: boolean;
};

type Props = { readonly caption: string; readonly columns: readonly Column[]; readonly rows: readonly Row[] };

/** A plain table: the caption names it for assistive technology, secondary columns go on narrow screens. */
export const DataTable = ({ caption, columns, rows }: Props) => {
  const look = (column: Column | undefined) => ({
    textAlign: column?.align ?? 'left',
    width: column?.width,
    display: column?.hideOnPhone ? { xs: 'none', sm: 'table-cell' } : undefined,
  });
  return (
    <Box component="table" sx={{ width: '100%', borderCollapse: 'collapse', fontSize: '0.875rem' }}>
      <Box component="caption" sx={hiddenStyle}>
        {caption}
      </Box>
      <thead>
        <tr>
          {columns.map((column, i) => (
            <Box
              component="th"
              scope="col"
              key={column.head || i}
              sx={{
                ...look(column),
                px: 2,
                py: 2,
                fontSize: '0.75rem',
                fontWeight: 600,
                color: 'text.secondary',
                overflowWrap: 'normal', // a head may be set on two lines, a word never
                borderBottom: 1,
                borderColor: 'divider',
                bgcolor: 'surface.raised',
                '&:first-of-type': { pl: 4 },
                '&:last-of-type': { pr: 4 },
              }}
            >
              {column.head}
            </Box>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Box
            component="tr"
            key={row.key}
            sx={{
              bgcolor: row.selected ? 'surface.wash' : undefined,
              boxShadow: row.selected ? 'inset 3px 0 0 var(--kn-palette-primary-main)' : undefined,
              color: row.faded ? 'text.secondary' : undefined,
              '& + tr > *': { borderTop: '1px solid', borderColor: 'divider' },
            }}
          >
            {row.cells.map((cell, i) => (
              <Box
                component="td"
                key={columns[i]?.head || i}
                sx={{
                  ...look(columns[i]),
                  px: 2,
                  py: 2,
                  verticalAlign: 'top',
                  '&:first-of-type': { pl: 4 },
                  '&:last-of-type': { pr: 4 },
                }}
              >
                {cell}
              </Box>
            ))}
          </Box>
        ))}
      </tbody>
    </Box>
  );
};
