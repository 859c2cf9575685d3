// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { CircleX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDayShort, formatTime } from '@/lib/dates';
import { DataTable } from '@/ui/data-table';
import { Tag } from '@/ui/tag';
import { AccessDrawer } from './access-drawer';
import { deedWords, outcomeKey, reasonWords } from './access-words';
import { type Access, peopleQuery } from './audit-query';
import { WhoCell } from './who-cell';

type Props = { readonly caption: string; readonly accesses: readonly Access[] };

/** When, who, what, why: one row an access; its details open beside. */
export const AccessTable = ({ caption, accesses }: Props) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Access>();
  const people = useQuery(peopleQuery(accesses.map((one) => one.person ?? '')));
  return (
    <>
      <DataTable
        caption={caption}
        columns={[
          { head: t('audit.when'), width: 124 },
          { head: t('audit.who') },
          { head: t('audit.what') },
          { head: t('audit.why'), hideOnPhone: true },
          { head: t('audit.outcome'), hideOnPhone: true, width: 110 },
          { head: t('audit.details'), width: 84, align: 'right' },
        ]}
        rows={accesses.map((one) => ({
          key: String(one.entry),
          selected: open?.entry === one.entry,
          cells: [
            <Box
              key="when"
              component="time"
              dateTime={one.at}
              sx={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
            >
              {formatDayShort(one.at)}
              <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>{formatTime(one.at)}</Box>
            </Box>,
            <WhoCell key="who" who={one.who} role={one.role} name={one.person && people.data?.[one.person]} />,
            <Box key="what" sx={{ overflowWrap: 'anywhere' }}>
              {deedWords(one, t)}
              {(one.number ?? 0) > 1 && (
                <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
                  {t('audit.items', { count: one.number ?? 0 })}
                </Box>
              )}
            </Box>,
            reasonWords(one, t),
            <Outcome key="outcome" outcome={one.outcome} />,
            <Button
              key="details"
              size="small"
              onClick={() => setOpen(one)}
              aria-label={t('audit.detailsOf', { what: deedWords(one, t), when: formatTime(one.at) })}
            >
              {t('audit.see')}
            </Button>,
          ],
        }))}
      />
      <AccessDrawer
        access={open}
        name={open?.person && people.data?.[open.person]}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
};

const Outcome = ({ outcome }: { readonly outcome: string }) => {
  const { t } = useTranslation();
  const text = t(outcomeKey(outcome));
  if (outcome === '0') return <Tag tone="signed">{text}</Tag>;
  return outcome === '4' ? (
    <Tag tone="warning" icon={CircleX}>
      {text}
    </Tag>
  ) : (
    <Tag tone="critical" icon={TriangleAlert}>
      {text}
    </Tag>
  );
};
