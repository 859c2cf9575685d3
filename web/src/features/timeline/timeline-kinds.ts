// SPDX-License-Identifier: Apache-2.0
import {
  Activity,
  AlertTriangle,
  BedDouble,
  Circle,
  ClipboardList,
  ClipboardPen,
  FileText,
  FlaskConical,
  type LucideIcon,
  Pill,
  ScanLine,
  Scissors,
  Stethoscope,
  Syringe,
} from 'lucide-react';

/** Types the filter offers, in the order of a ward's questions. */
export const TIMELINE_TYPES = [
  'Encounter',
  'Observation',
  'Condition',
  'MedicationRequest',
  'Procedure',
  'DiagnosticReport',
  'DocumentReference',
  'AllergyIntolerance',
  'Immunization',
  'ServiceRequest',
  'ImagingStudy',
] as const;

export type TimelineType = (typeof TIMELINE_TYPES)[number];

const ICONS: Readonly<Record<string, LucideIcon>> = {
  Encounter: BedDouble,
  Observation: Activity,
  Condition: Stethoscope,
  MedicationRequest: Pill,
  Procedure: Scissors,
  DiagnosticReport: FlaskConical,
  DocumentReference: FileText,
  AllergyIntolerance: AlertTriangle,
  Immunization: Syringe,
  ImagingStudy: ScanLine,
  CarePlan: ClipboardList,
  ServiceRequest: ClipboardPen,
};

export const timelineIcon = (resourceType: string): LucideIcon => ICONS[resourceType] ?? Circle;

export const isTimelineType = (type: string): type is TimelineType =>
  (TIMELINE_TYPES as readonly string[]).includes(type);
