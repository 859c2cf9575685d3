// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useRouterState } from '@tanstack/react-router';
import {
  AppWindow,
  BedDouble,
  BellRing,
  House,
  KeyRound,
  type LucideIcon,
  ScrollText,
  Search,
  Siren,
  UserPlus,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { isAuditor, may, mayAllocate, ownPatientId, seesBeds, useSession } from '@/fhir/session';
import { size } from '@/ui/tokens';
import { NavMore } from './nav-more';
import { NavPlace } from './nav-place';
import { OpeningsBadge } from './openings-badge';

type Place = {
  readonly to:
    | '/'
    | '/patients'
    | '/patients/new'
    | '/journal'
    | '/alertes'
    | '/acces-urgence'
    | '/droits-acces'
    | '/applications'
    | '/lits'
    | '/lits/hopitaux';
  readonly label:
    | 'nav.home'
    | 'nav.patients'
    | 'nav.newPatient'
    | 'nav.journal'
    | 'nav.alerts'
    | 'nav.openings'
    | 'nav.policy'
    | 'nav.apps'
    | 'nav.beds';
  readonly icon: LucideIcon;
  readonly badge?: ComponentType;
};

const HOME: Place = { to: '/', label: 'nav.home', icon: House };
const PATIENTS: Place = { to: '/patients', label: 'nav.patients', icon: Search };
/** A record belongs to the patients; its creation has its own place. */
const isCurrent = (to: Place['to'], path: string): boolean =>
  to.startsWith('/lits')
    ? path.startsWith('/lits')
    : to === '/patients'
      ? path.startsWith('/patients') && path !== '/patients/new'
      : path === to;

const NEW: Place = { to: '/patients/new', label: 'nav.newPatient', icon: UserPlus };

const AUDIT: readonly Place[] = [
  { to: '/journal', label: 'nav.journal', icon: ScrollText },
  { to: '/alertes', label: 'nav.alerts', icon: BellRing },
];
const OPENINGS: Place = { to: '/acces-urgence', label: 'nav.openings', icon: Siren, badge: OpeningsBadge };

const POLICY: Place = { to: '/droits-acces', label: 'nav.policy', icon: KeyRound };

const BEDS: Place = { to: '/lits', label: 'nav.beds', icon: BedDouble };
/** Who does not place emergencies starts with the hospitals. */
const BOARDS: Place = { ...BEDS, to: '/lits/hopitaux' };
/** Places the bar of a phone shows beside « Plus »; one more than these is shown instead of it. */
const IN_BAR = 4;

const APPS: Place = { to: '/applications', label: 'nav.apps', icon: AppWindow };

const LINE = '1px solid var(--kn-palette-divider)';

/** Where one can go: only what exists and what the role may open. A rail on the left, a bar at the foot of a phone. */
export const NavRail = () => {
  const { t } = useTranslation();
  const session = useSession();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const reads = may(session, 'Patient', 'r') && !ownPatientId(session);
  const places = [
    HOME,
    ...(reads ? [PATIENTS] : []),
    ...(may(session, 'Patient', 'w') && reads ? [NEW] : []),
    ...(mayAllocate(session) ? [BEDS] : seesBeds(session) ? [BOARDS] : []),
    ...(isAuditor(session) ? [...AUDIT, OPENINGS, POLICY] : []),
    ...(session.user.role === 'admin' ? [APPS] : []),
  ];
  return (
    <Box
      component="nav"
      aria-label={t('nav.label')}
      sx={{
        position: 'fixed',
        zIndex: 25,
        bgcolor: 'background.paper',
        display: 'flex',
        flexDirection: { xs: 'row', sm: 'column' },
        justifyContent: { xs: 'space-around', sm: 'flex-start' },
        bottom: 0,
        left: 0,
        right: { xs: 0, sm: 'auto' },
        top: { xs: 'auto', sm: size.bar },
        width: { sm: size.rail },
        height: { xs: size.bottomNav, sm: 'auto' },
        borderTop: { xs: LINE, sm: 0 },
        borderRight: { sm: LINE },
        py: { sm: 2 },
      }}
    >
      {places.map(({ to, label, icon, badge }, index) => (
        <NavPlace
          key={to}
          to={to}
          label={t(label)}
          icon={icon}
          badge={badge}
          current={isCurrent(to, path)}
          inBar={places.length <= IN_BAR + 1 || index < IN_BAR}
        />
      ))}
      {places.length > IN_BAR + 1 && (
        <NavMore
          places={places
            .slice(IN_BAR)
            .map((place) => ({ ...place, label: t(place.label), current: isCurrent(place.to, path) }))}
        />
      )}
    </Box>
  );
};
