// SPDX-License-Identifier: Apache-2.0
import Button from '@mui/material/Button';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/fhir/session';
import type { WorkspaceKind } from '@/lib/workspaces';
import { additions } from './add-menu';
import { askWorkspace } from './ask-workspace';

/** « Ajouter » in the head of a section, for roles that may. */
export const AddButton = ({ kind }: { readonly kind: WorkspaceKind }) => {
  const { t } = useTranslation();
  if (!additions(useSession()).includes(kind)) return null;
  return (
    <Button
      size="small"
      variant="outlined"
      startIcon={<Plus size={15} aria-hidden />}
      aria-label={t(`workspace.${kind}`)}
      onClick={() => askWorkspace(kind)}
    >
      {kind === 'consent' ? t('workspaceShort.consent') : t('action.add')}
    </Button>
  );
};
