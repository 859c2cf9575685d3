// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isAuditor, ownPatientId, useSession } from '@/fhir/session';
import { BoxLink } from '@/ui/router-link';

const TABS = [
  ['/patients/$patientId', 'tab.summary'],
  ['/patients/$patientId/frise', 'tab.timeline'],
  ['/patients/$patientId/constantes', 'tab.vitals'],
  ['/patients/$patientId/biologie', 'tab.results'],
  ['/patients/$patientId/traitements', 'tab.treatments'],
  ['/patients/$patientId/problemes', 'tab.problems'],
  ['/patients/$patientId/allergies', 'tab.allergies'],
  ['/patients/$patientId/documents', 'tab.documents'],
  ['/patients/$patientId/administratif', 'tab.admin'],
] as const;

const ACCESSES = ['/patients/$patientId/acces', 'tab.accesses'] as const;

/** Sections of a record, as links; a strip that scrolls on narrow screens and keeps the current one in view. */
export const RecordTabs = ({ patientId, path }: { readonly patientId: string; readonly path: string }) => {
  const { t } = useTranslation();
  const session = useSession();
  const seesAccesses = isAuditor(session) || ownPatientId(session) === patientId;
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = path && strip.current?.querySelector<HTMLElement>('[aria-current="page"]');
    if (current && strip.current) strip.current.scrollLeft = current.offsetLeft - 60;
  }, [path]);
  return (
    <Box
      component="nav"
      ref={strip}
      aria-label={t('tab.label')}
      sx={{ display: 'flex', overflowX: 'auto', scrollbarWidth: 'none', minWidth: 0, flex: 1, position: 'relative' }}
    >
      {[...TABS, ...(seesAccesses ? [ACCESSES] : [])].map(([to, label]) => (
        <BoxLink
          key={to}
          to={to}
          params={{ patientId }}
          activeOptions={{ exact: true, includeSearch: false }}
          preload="intent"
          sx={{
            px: 3,
            height: 44,
            display: 'inline-flex',
            alignItems: 'center',
            flexShrink: 0,
            fontWeight: 600,
            color: 'text.secondary',
            textDecoration: 'none',
            '&:hover': { color: 'text.primary' },
            '&[aria-current="page"]': {
              color: 'primary.main',
              boxShadow: 'inset 0 -3px 0 var(--kn-palette-primary-main)',
            },
            '&:focus-visible': { outlineOffset: '-3px !important' },
          }}
        >
          {t(label)}
        </BoxLink>
      ))}
    </Box>
  );
};
