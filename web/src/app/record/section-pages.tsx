// SPDX-License-Identifier: Apache-2.0
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { AllergiesPanel } from '@/features/allergy/allergies-panel';
import { ProblemsPanel } from '@/features/condition/problems-panel';
import { DocumentsPage } from '@/features/document/documents-page';
import { TreatmentsPanel } from '@/features/medication/treatments-panel';
import { MeasuresPage } from '@/features/observation/measures-page';
import { TimelinePage } from '@/features/timeline/timeline-page';
import { AddButton } from './add-button';

const useRecordId = (): string => useParams({ from: '/frame/patients/$patientId' }).patientId;

export const TimelineSection = () => {
  const patientId = useRecordId();
  const { types, from, to, text } = useSearch({ from: '/frame/patients/$patientId/frise' });
  const navigate = useNavigate({ from: '/patients/$patientId/frise' });
  return (
    <TimelinePage
      patientId={patientId}
      filter={{ types: types?.split(',').filter(Boolean) ?? [], from, to, text }}
      onFilter={(filter) =>
        navigate({
          search: { ...filter, types: filter.types.join(',') || undefined },
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
};

export const VitalsSection = () => {
  const { code } = useSearch({ from: '/frame/patients/$patientId/constantes' });
  const navigate = useNavigate({ from: '/patients/$patientId/constantes' });
  return (
    <MeasuresPage
      patientId={useRecordId()}
      category="vital-signs"
      code={code}
      onCode={(chosen) => navigate({ search: { code: chosen }, replace: true, resetScroll: false })}
      action={<AddButton kind="observation" />}
    />
  );
};

export const ResultsSection = () => {
  const { code } = useSearch({ from: '/frame/patients/$patientId/biologie' });
  const navigate = useNavigate({ from: '/patients/$patientId/biologie' });
  return (
    <MeasuresPage
      patientId={useRecordId()}
      category="laboratory"
      code={code}
      onCode={(chosen) => navigate({ search: { code: chosen }, replace: true, resetScroll: false })}
      action={<AddButton kind="observation" />}
    />
  );
};

export const TreatmentsSection = () => <TreatmentsPanel patientId={useRecordId()} />;

export const ProblemsSection = () => (
  <ProblemsPanel patientId={useRecordId()} action={<AddButton kind="condition" />} />
);

export const AllergiesSection = () => (
  <AllergiesPanel patientId={useRecordId()} action={<AddButton kind="allergy" />} />
);

export const DocumentsSection = () => {
  const { document } = useSearch({ from: '/frame/patients/$patientId/documents' });
  const navigate = useNavigate({ from: '/patients/$patientId/documents' });
  return (
    <DocumentsPage
      patientId={useRecordId()}
      chosenId={document}
      onChoose={(id) => navigate({ search: { document: id }, replace: true, resetScroll: false })}
    />
  );
};
