// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { patientQuery } from '@/fhir/patient-query';
import { BoxLink } from '@/ui/router-link';
import { PatientHitRow } from './patient-hit-row';
import type { PatientHit } from './patient-search-query';

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

type Props = {
  readonly listId: string;
  readonly hits: readonly PatientHit[];
  readonly active: number;
  readonly onPick: (hit: PatientHit) => void;
};

/** The list of a search box: one option per patient, the active one in view, the next record fetched on hover. */
export const PatientResults = ({ listId, hits, active, onPick }: Props) => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <Box ref={list} id={listId} role="listbox" aria-label={t('search.results')}>
      {hits.map((hit, index) => (
        <BoxLink
          key={hit.id}
          to="/patients/$patientId"
          params={{ patientId: hit.id }}
          id={optionId(listId, index)}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            onPick(hit);
          }}
          onMouseEnter={() => client.prefetchQuery({ ...patientQuery(hit.id), staleTime: 10_000 })}
          sx={{
            display: 'flex',
            px: 4,
            py: 2,
            minHeight: 44,
            alignItems: 'center',
            textDecoration: 'none',
            color: 'inherit',
            borderTop: index ? 1 : 0,
            borderColor: 'divider',
            boxShadow: index === active ? 'inset 3px 0 0 var(--kn-palette-primary-main)' : undefined,
            bgcolor: index === active ? 'surface.wash' : undefined,
            '&:hover': { bgcolor: 'surface.raised' },
            '&[aria-selected="true"]:hover': { bgcolor: 'surface.wash' },
          }}
        >
          <PatientHitRow hit={hit} />
        </BoxLink>
      ))}
    </Box>
  );
};
