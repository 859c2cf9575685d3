// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { PanelRightClose, X } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AllergyForm } from '@/features/allergy/allergy-form';
import { ConditionForm } from '@/features/condition/condition-form';
import { ConsentForm } from '@/features/consent/consent-form';
import { ObservationForm } from '@/features/observation/observation-form';
import type { WorkspaceKind, Workspaces } from '@/lib/workspaces';
import { size } from '@/ui/tokens';
import { HEAD_HEIGHT } from './use-head-height';

const FORMS = {
  observation: ObservationForm,
  condition: ConditionForm,
  allergy: AllergyForm,
  consent: ConsentForm,
} as const;

type Props = {
  /** Whose record this is, for the phone where the sheet covers the banner. */
  readonly who: string;
  readonly patientId: string;
  readonly workspaces: Workspaces;
  readonly onShow: (kind: WorkspaceKind) => void;
  readonly onClose: (kind: WorkspaceKind) => void;
};

/** What is being written, beside the record: stacked as tabs, kept while moving around; a full sheet on a phone. */
const WorkspaceDock = ({ who, patientId, workspaces, onShow, onClose }: Props) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const active = workspaces.active;
  if (!active) return null;
  const Form = FORMS[active];
  return (
    <Box
      component="aside"
      ref={box}
      aria-label={t('workspace.label')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose(active);
      }}
      sx={{
        bgcolor: 'background.paper',
        borderLeft: { sm: 1 },
        borderColor: { sm: 'divider' },
        display: 'flex',
        flexDirection: 'column',
        position: 'fixed',
        zIndex: { xs: 35, sm: 24 },
        top: { xs: 0, sm: `calc(${size.bar}px + var(${HEAD_HEIGHT}, 0px))`, lg: size.bar },
        bottom: 0,
        right: 0,
        width: { xs: '100%', sm: size.workspace },
        boxShadow: { xs: 'none', sm: '-8px 0 24px rgb(0 0 0 / 0.10)', lg: 'none' },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          borderBottom: 1,
          borderColor: 'divider',
          minHeight: 48,
          pl: 1,
          pr: 2,
        }}
      >
        <Box sx={{ display: 'flex', flex: 1, minWidth: 0, overflowX: 'auto' }}>
          {workspaces.open.map((kind) => (
            <Box
              key={kind}
              component="button"
              type="button"
              aria-pressed={kind === active}
              onClick={() => onShow(kind)}
              sx={{
                font: 'inherit',
                fontWeight: 700,
                fontSize: workspaces.open.length > 1 ? '0.8125rem' : '0.9375rem',
                border: 0,
                bgcolor: 'transparent',
                px: 3,
                height: 48,
                cursor: 'pointer',
                whiteSpace: 'nowrap',
                color: kind === active ? 'text.primary' : 'text.secondary',
                boxShadow:
                  kind === active && workspaces.open.length > 1
                    ? 'inset 0 -3px 0 var(--kn-palette-primary-main)'
                    : 'none',
                '&:focus-visible': { outlineOffset: -3 },
              }}
            >
              {workspaces.open.length > 1 ? t(`workspaceShort.${kind}`) : t(`workspace.${kind}`)}
            </Box>
          ))}
        </Box>
        <IconButton aria-label={t('workspace.close')} title={t('workspace.close')} onClick={() => onClose(active)}>
          <Box sx={{ display: { xs: 'flex', sm: 'none' } }}>
            <X size={20} aria-hidden />
          </Box>
          <Box sx={{ display: { xs: 'none', sm: 'flex' } }}>
            <PanelRightClose size={20} aria-hidden />
          </Box>
        </IconButton>
      </Box>
      <Box
        sx={{
          display: { sm: 'none' },
          px: 4,
          py: 2,
          fontWeight: 700,
          bgcolor: 'surface.raised',
          borderBottom: 1,
          borderColor: 'divider',
        }}
      >
        {who}
      </Box>
      <Box sx={{ flex: 1, overflowY: 'auto' }}>
        <Form key={active} patientId={patientId} onClose={() => onClose(active)} />
      </Box>
    </Box>
  );
};

export default WorkspaceDock;
