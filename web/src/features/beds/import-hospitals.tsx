// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, FileUp, TriangleAlert, Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFailure } from '@/fhir/failure';
import { formatNumber } from '@/lib/numbers';
import { DataTable } from '@/ui/data-table';
import { FormAlert } from '@/ui/form-alert';
import { Panel } from '@/ui/panel';
import { useSpecialities } from './bed-words';
import { type Imported, importHospitals } from './beds-query';

/** The text of a file: UTF-8, else Windows-1252, as spreadsheets of western Europe write it. */
export const textOf = async (file: Blob): Promise<string> => {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/** Hospitals from a file: what was understood is shown before anything changes. */
export const ImportHospitals = () => {
  const { t } = useTranslation();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [file, setFile] = useState<{ readonly name: string; readonly text: string }>();
  const checking = useMutation({ mutationFn: (text: string) => importHospitals(text, true) });
  const loading = useMutation({
    mutationFn: (text: string) => importHospitals(text, false),
    onSuccess: () => client.invalidateQueries({ queryKey: ['beds'] }),
  });
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    const text = await textOf(chosen);
    loading.reset();
    setFile({ name: chosen.name, text });
    checking.mutate(text);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const failed = loading.error ?? checking.error;
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <Box
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        sx={{
          display: 'grid',
          justifyItems: 'center',
          gap: 2,
          p: 6,
          textAlign: 'center',
          border: '2px dashed',
          borderColor: over ? 'primary.main' : 'surface.lineStrong',
          borderRadius: 1,
          bgcolor: over ? 'surface.wash' : 'background.paper',
        }}
      >
        <FileUp size={28} aria-hidden />
        <Box sx={{ fontWeight: 600 }}>{file?.name ?? t('bedImport.drop')}</Box>
        <Button variant={file ? 'outlined' : 'contained'} onClick={() => input.current?.click()}>
          {file ? t('bedImport.another') : t('bedImport.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          aria-label={t('bedImport.file')}
          hidden
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', maxWidth: 720 }}>{t('bedImport.forms')}</Box>
      </Box>
      <div role="status">{checking.isPending && t('bedImport.checking')}</div>
      <FormAlert error={failed} issues={isFailure(failed) ? failed.issues : []} />
      {checking.data && !loading.data && file && (
        <Outcome
          title={t('bedImport.understood')}
          outcome={checking.data}
          action={
            <Button
              variant="contained"
              size="small"
              disabled={loading.isPending || checking.data.hospitals === 0}
              startIcon={<Upload size={16} aria-hidden />}
              onClick={() => loading.mutate(file.text)}
            >
              {loading.isPending ? t('bedImport.loading') : t('bedImport.load')}
            </Button>
          }
        />
      )}
      {loading.data && <Outcome title={t('bedImport.loaded')} outcome={loading.data} />}
    </Box>
  );
};

type OutcomeProps = { readonly title: string; readonly outcome: Imported; readonly action?: React.ReactNode };

const Outcome = ({ title, outcome, action }: OutcomeProps) => {
  const { t } = useTranslation();
  const { nameOf } = useSpecialities();
  const { hospitals, beds, specialities = {}, refused } = outcome;
  const Icon = refused.length ? TriangleAlert : CircleCheck;
  return (
    <>
      <Panel title={title} action={action}>
        <Box role="status" sx={{ display: 'flex', gap: 2, alignItems: 'center', fontWeight: 600 }}>
          <Box
            component="span"
            sx={{ display: 'flex', color: refused.length ? 'clinical.warning' : 'clinical.signed' }}
          >
            <Icon size={18} aria-hidden />
          </Box>
          {t('bedImport.counts', {
            hospitals: formatNumber(hospitals),
            beds: formatNumber(beds),
            refused: formatNumber(refused.length),
          })}
        </Box>
        {Object.keys(specialities).length > 0 && (
          <Box
            component="ul"
            sx={{ m: 0, mt: 3, p: 0, listStyle: 'none', columns: { sm: 2, md: 3 }, fontSize: '0.8125rem' }}
          >
            {Object.entries(specialities).map(([code, count]) => (
              <li key={code}>
                {nameOf(code)} : {formatNumber(count)}
              </li>
            ))}
          </Box>
        )}
      </Panel>
      {refused.length > 0 && (
        <Panel title={t('bedImport.refused')} count={refused.length} flush>
          <DataTable
            caption={t('bedImport.refused')}
            columns={[{ head: t('bedImport.line'), width: 160 }, { head: t('bedImport.why') }]}
            rows={refused.slice(0, 200).map((one, i) => ({
              key: String(i),
              cells: [one.line === undefined ? (one.hospital ?? '') : formatNumber(one.line), one.why],
            }))}
          />
        </Panel>
      )}
    </>
  );
};
