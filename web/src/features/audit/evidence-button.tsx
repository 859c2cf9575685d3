// SPDX-License-Identifier: Apache-2.0
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { FileCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/ui/toasts';
import { type AccessFilter, evidence } from './audit-query';

/** Takes the accesses shown away as a file that proves itself. */
export const EvidenceButton = ({ filter }: { readonly filter: AccessFilter }) => {
  const { t } = useTranslation();
  const toast = useToast();
  const take = useMutation({
    mutationFn: () => evidence(filter),
    onSuccess: (text) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = `preuve-acces-${new Date().toISOString().slice(0, 10)}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
      toast(t('audit.evidenceDone'));
    },
    onError: () => toast(t('audit.evidenceFailed'), { tone: 'failed' }),
  });
  return (
    <Button
      size="small"
      variant="outlined"
      startIcon={<FileCheck size={15} aria-hidden />}
      onClick={() => take.mutate()}
      disabled={take.isPending}
    >
      {t('audit.evidence')}
    </Button>
  );
};
