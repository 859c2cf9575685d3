// SPDX-License-Identifier: Apache-2.0
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
} from '@tanstack/react-router';
import { parseSearch, stringifySearch, texts } from '@/lib/search-schema';
import { AppFrame } from './frame/app-frame';
import { RecordLayout } from './record/record-layout';
import { Callback } from './screens/callback';
import { Crash } from './screens/crash';
import { Home } from './screens/home';
import { NotFound } from './screens/not-found';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Crash });
const callback = createRoute({ getParentRoute: () => root, path: '/callback', component: Callback });
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: AppFrame });
const home = createRoute({ getParentRoute: () => frame, path: '/', component: Home });
const patients = createRoute({
  getParentRoute: () => frame,
  path: '/patients',
  validateSearch: texts('q'),
  component: lazyRouteComponent(() => import('./screens/patients'), 'Patients'),
});
const newPatient = createRoute({
  getParentRoute: () => frame,
  path: '/patients/new',
  validateSearch: texts('family', 'given', 'birthDate', 'ins'),
  component: lazyRouteComponent(() => import('./screens/new-patient'), 'NewPatient'),
});
const appConsent = createRoute({
  getParentRoute: () => frame,
  path: '/smart/consent',
  validateSearch: texts('client_id', 'scope', 'state'),
  component: lazyRouteComponent(() => import('./screens/app-consent'), 'AppConsent'),
});
const appPatient = createRoute({
  getParentRoute: () => frame,
  path: '/smart/patient',
  validateSearch: parseSearch,
  component: lazyRouteComponent(() => import('./screens/app-patient'), 'AppPatient'),
});
const journal = createRoute({
  getParentRoute: () => frame,
  path: '/journal',
  validateSearch: texts('patient', 'who', 'from', 'to', 'kind', 'outcome'),
  component: lazyRouteComponent(() => import('./screens/audit-log'), 'AuditLogScreen'),
});
const alerts = createRoute({
  getParentRoute: () => frame,
  path: '/alertes',
  validateSearch: texts('state'),
  component: lazyRouteComponent(() => import('./screens/alerts'), 'AlertsScreen'),
});
const openings = createRoute({
  getParentRoute: () => frame,
  path: '/acces-urgence',
  validateSearch: texts('vue'),
  component: lazyRouteComponent(() => import('./screens/openings'), 'Openings'),
});
const policy = createRoute({
  getParentRoute: () => frame,
  path: '/droits-acces',
  component: lazyRouteComponent(() => import('./screens/policy'), 'Policy'),
});
const applications = createRoute({
  getParentRoute: () => frame,
  path: '/applications',
  component: lazyRouteComponent(() => import('./screens/applications'), 'Applications'),
});
const security = createRoute({
  getParentRoute: () => frame,
  path: '/compte',
  component: lazyRouteComponent(() => import('./screens/account-security'), 'AccountSecurity'),
});
const beds = createRoute({
  getParentRoute: () => frame,
  path: '/lits',
  component: lazyRouteComponent(() => import('./screens/beds'), 'Beds'),
});
const hospitals = createRoute({
  getParentRoute: () => frame,
  path: '/lits/hopitaux',
  validateSearch: texts('q', 'speciality'),
  component: lazyRouteComponent(() => import('./screens/hospitals'), 'Hospitals'),
});
const hospital = createRoute({
  getParentRoute: () => frame,
  path: '/lits/hopitaux/$hospitalId',
  component: lazyRouteComponent(() => import('./screens/hospital'), 'HospitalScreen'),
});
const importBeds = createRoute({
  getParentRoute: () => frame,
  path: '/lits/import',
  component: lazyRouteComponent(() => import('./screens/import-beds'), 'ImportBeds'),
});
const record = createRoute({ getParentRoute: () => frame, path: '/patients/$patientId', component: RecordLayout });
const section = () => import('./record/section-pages');

const sections = [
  createRoute({
    getParentRoute: () => record,
    path: '/',
    component: lazyRouteComponent(() => import('./record/summary-page'), 'SummaryPage'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/frise',
    validateSearch: texts('types', 'from', 'to', 'text'),
    component: lazyRouteComponent(section, 'TimelineSection'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/constantes',
    validateSearch: texts('code'),
    component: lazyRouteComponent(section, 'VitalsSection'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/biologie',
    validateSearch: texts('code'),
    component: lazyRouteComponent(section, 'ResultsSection'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/traitements',
    component: lazyRouteComponent(section, 'TreatmentsSection'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/problemes',
    component: lazyRouteComponent(section, 'ProblemsSection'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/allergies',
    component: lazyRouteComponent(section, 'AllergiesSection'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/documents',
    validateSearch: texts('document'),
    component: lazyRouteComponent(section, 'DocumentsSection'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/administratif',
    component: lazyRouteComponent(() => import('./record/admin-page'), 'AdminPage'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/acces',
    component: lazyRouteComponent(() => import('./record/accesses-page'), 'AccessesPage'),
  }),
  createRoute({
    getParentRoute: () => record,
    path: '/modifier',
    component: lazyRouteComponent(() => import('./screens/edit-patient-screen'), 'EditPatientScreen'),
  }),
] as const;

const elsewhere = createRoute({ getParentRoute: () => frame, path: '$', component: NotFound });

const tree = root.addChildren([
  callback,
  frame.addChildren([
    home,
    patients,
    newPatient,
    appConsent,
    appPatient,
    journal,
    alerts,
    openings,
    policy,
    applications,
    security,
    beds,
    hospitals,
    hospital,
    importBeds,
    elsewhere,
    record.addChildren(sections),
  ]),
]);

/** The addresses of the application. */
export const newRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree: tree,
    history,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: Crash,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}
