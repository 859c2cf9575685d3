// SPDX-License-Identifier: Apache-2.0

import type { ComponentProps } from 'react';
import { type Control, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { checkIns, insMismatches } from '@/lib/ins';
import { parseDay } from '@/lib/parse-date';
import { TextInput } from '@/ui/text-input';
import { insRefusal, type PatientDraft } from './patient-draft';

type Props = {
  readonly control: Control<PatientDraft>;
  readonly error: string | undefined;
  readonly input: ComponentProps<'input'>;
};

/** INS with its key checked while typing, the reason of a refusal, and what it contradicts in the traits. */
export const InsField = ({ control, error, input }: Props) => {
  const { t } = useTranslation();
  const [ins, gender, birthDate, placeCode] = useWatch({
    control,
    name: ['ins', 'sex', 'birthDate', 'birthPlaceCode'],
  });
  const check = checkIns(ins);
  const refusal = check.kind === 'incomplete' ? undefined : insRefusal(ins);
  const mismatches =
    check.kind === 'valid' ? insMismatches(check.parts, { gender, birthDate: parseDay(birthDate), placeCode }) : [];
  const hint = () => {
    if (check.kind === 'incomplete') return t('ins.typing', { count: 15 - check.length });
    if (check.kind !== 'valid') return t('ins.hint');
    if (mismatches.length === 0) return t('ins.keyRight');
    return t('ins.mismatch', { traits: mismatches.map((one) => t(`ins.trait.${one}`)).join(', ') });
  };
  return (
    <TextInput
      label={t('identity.ins')}
      hint={hint()}
      error={refusal ? t(refusal.key, refusal.values as { read: string; expected: string }) : error}
      input={{ ...input, autoComplete: 'off', spellCheck: false, placeholder: '1 84 12 75 123 456 40' }}
    />
  );
};
