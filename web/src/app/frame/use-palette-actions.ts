// SPDX-License-Identifier: Apache-2.0
import { useColorScheme } from '@mui/material/styles';
import { useNavigate, useParams } from '@tanstack/react-router';
import {
  BedDouble,
  FileText,
  FlaskConical,
  HeartPulse,
  History,
  House,
  Keyboard,
  Languages,
  LogOut,
  Moon,
  Pill,
  Plus,
  Search,
  Sun,
  UserPlus,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { signOut } from '@/app/auth/sign-in';
import { askWorkspace } from '@/app/record/ask-workspace';
import { may, mayAllocate, seesBeds, useSession } from '@/fhir/session';
import { chooseLocale } from '@/lib/i18n';
import type { WorkspaceKind } from '@/lib/workspaces';
import type { PaletteAction } from './palette-actions';

const TYPES: Readonly<Record<WorkspaceKind, string>> = {
  observation: 'Observation',
  condition: 'Condition',
  allergy: 'AllergyIntolerance',
  consent: 'Consent',
};

/** What the palette offers here and to this role: inside a record its sections and additions come first. */
export const usePaletteActions = (onHelp: () => void): readonly PaletteAction[] => {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const session = useSession();
  const { setMode } = useColorScheme();
  const { patientId } = useParams({ strict: false });
  const params = { patientId: patientId ?? '' };
  const record: PaletteAction[] = patientId
    ? [
        ...(Object.keys(TYPES) as WorkspaceKind[])
          .filter((kind) => may(session, TYPES[kind], 'w'))
          .map((kind) => ({
            id: `add-${kind}`,
            label: t(`workspace.${kind}`),
            icon: Plus,
            run: () => askWorkspace(kind),
          })),
        {
          id: 'timeline',
          label: t('record.timeline'),
          icon: History,
          run: () => navigate({ to: '/patients/$patientId/frise', params }),
        },
        {
          id: 'vitals',
          label: t('record.vitals'),
          icon: HeartPulse,
          run: () => navigate({ to: '/patients/$patientId/constantes', params }),
        },
        {
          id: 'results',
          label: t('record.results'),
          icon: FlaskConical,
          run: () => navigate({ to: '/patients/$patientId/biologie', params }),
        },
        {
          id: 'treatments',
          label: t('record.treatments'),
          icon: Pill,
          run: () => navigate({ to: '/patients/$patientId/traitements', params }),
        },
        {
          id: 'documents',
          label: t('record.documents'),
          icon: FileText,
          run: () => navigate({ to: '/patients/$patientId/documents', params }),
        },
      ]
    : [];
  return [
    ...record,
    { id: 'home', label: t('nav.home'), icon: House, run: () => navigate({ to: '/' }) },
    { id: 'search', label: t('search.title'), icon: Search, run: () => navigate({ to: '/patients' }) },
    ...(mayAllocate(session)
      ? [{ id: 'beds', label: t('beds.title'), icon: BedDouble, run: () => navigate({ to: '/lits' }) }]
      : []),
    ...(seesBeds(session)
      ? [
          {
            id: 'hospitals',
            label: t('beds.hospitals'),
            icon: BedDouble,
            run: () => navigate({ to: '/lits/hopitaux' }),
          },
        ]
      : []),
    ...(may(session, 'Patient', 'w')
      ? [{ id: 'new', label: t('action.createPatient'), icon: UserPlus, run: () => navigate({ to: '/patients/new' }) }]
      : []),
    { id: 'light', label: t('palette.light'), icon: Sun, run: () => setMode('light') },
    { id: 'dark', label: t('palette.dark'), icon: Moon, run: () => setMode('dark') },
    {
      id: 'language',
      label: t('palette.language'),
      icon: Languages,
      run: () => chooseLocale(i18n.language === 'fr' ? 'en' : 'fr'),
    },
    { id: 'help', label: t('help.title'), icon: Keyboard, run: onHelp },
    { id: 'out', label: t('user.signOut'), icon: LogOut, run: () => signOut() },
  ];
};
