// SPDX-License-Identifier: Apache-2.0
import type { TFunction } from 'i18next';
import type { Access } from './audit-query';

const TYPES = [
  'Patient',
  'Observation',
  'Condition',
  'AllergyIntolerance',
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationDispense',
  'DocumentReference',
  'Encounter',
  'Procedure',
  'Immunization',
  'DiagnosticReport',
  'Appointment',
  'Coverage',
  'AuditEvent',
] as const;

const WHATS = [
  'read',
  'vread',
  'history',
  'search',
  'create',
  'update',
  'patch',
  'delete',
  'transaction',
  'login',
  'logout',
  '$export',
  '$everything',
  '$lastn',
] as const;

const known = <T extends string>(list: readonly T[], value: string): T | undefined => list.find((one) => one === value);

/** A resource type in plain words; a type without any keeps its name. */
export const typeWord = (type: string, t: TFunction): string => {
  const found = known(TYPES, type);
  return found ? t(`auditType.${found}`) : type;
};

/** What somebody did, in plain words: « A consulté : Mesure, résultat ». */
export const deedWords = (access: Access, t: TFunction): string => {
  const what = known(WHATS, access.what);
  const deed = what
    ? t(`auditDeed.${what}`)
    : access.what.startsWith('$')
      ? t('auditDeed.operation')
      : t('auditDeed.screen');
  const type = access.on && /^[A-Z]/.test(access.on) ? (access.on.split('/')[0] ?? '') : '';
  return type ? `${deed} : ${typeWord(type, t)}` : deed;
};

const CARE = ['physician', 'nurse', 'secretary', 'pharmacist', 'technician'];

const isCare = (access: Access): boolean => CARE.includes(access.role ?? '') && access.patients > 0;

/** Why an access took place, as far as somebody said. */
export const reasonWords = (access: Access, t: TFunction): string =>
  access.why === 'BTG' || access.grant
    ? t('audit.whyBreakGlass')
    : access.why
      ? access.why
      : isCare(access)
        ? t('audit.whyCare')
        : '';

/** How it ended. */
export const outcomeKey = (outcome: string): 'audit.done' | 'audit.refused' | 'audit.failed' =>
  outcome === '0' ? 'audit.done' : outcome === '4' ? 'audit.refused' : 'audit.failed';
