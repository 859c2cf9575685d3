// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay } from '@/lib/dates';
import { checkIns } from '@/lib/ins';
import { parseDay } from '@/lib/parse-date';
import { TextInput } from '@/ui/text-input';
import { type Criteria, criteriaText } from './criteria';

const NOTHING: Criteria = { birthDate: '', letters: '', ins: '', phone: '' };

/** Search by criteria, in the order RNIV asks for: birth date, then three letters; or the INS, or a phone number. */
export const CriteriaForm = ({ onSearch }: { readonly onSearch: (text: string) => void }) => {
  const { t } = useTranslation();
  const [criteria, setCriteria] = useState(NOTHING);
  const field = (name: keyof Criteria) => ({
    value: criteria[name],
    onChange: (event: { target: { value: string } }) => setCriteria({ ...criteria, [name]: event.target.value }),
  });
  const day = parseDay(criteria.birthDate);
  const ins = checkIns(criteria.ins);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = criteriaText(criteria);
    if (text) onSearch(text);
  };
  return (
    <Box
      component="form"
      onSubmit={submit}
      aria-label={t('search.criteria')}
      sx={{
        display: 'grid',
        gap: 4,
        gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr', lg: '1fr 0.7fr 1.3fr 1fr auto' },
        alignItems: 'start',
      }}
    >
      <TextInput
        label={t('identity.birthDate')}
        hint={day ? formatDay(day) : t('search.birthDateHint')}
        error={criteria.birthDate.length >= 8 && !day ? t('form.dateUnknown') : undefined}
        input={{ ...field('birthDate'), autoComplete: 'off' }}
      />
      <TextInput
        label={t('search.letters')}
        hint={t('search.lettersHint')}
        input={{ ...field('letters'), maxLength: 3, autoComplete: 'off' }}
      />
      <TextInput
        label={t('identity.ins')}
        hint={ins.kind === 'valid' ? t('ins.keyRight') : t('search.insHint')}
        error={ins.kind === 'wrong-key' ? t('ins.wrong-key', ins) : undefined}
        input={{ ...field('ins'), autoComplete: 'off' }}
      />
      <TextInput label={t('identity.phone')} input={{ ...field('phone'), inputMode: 'tel', autoComplete: 'off' }} />
      <Button type="submit" variant="contained" sx={{ mt: { lg: 6.5 } }}>
        {t('action.search')}
      </Button>
    </Box>
  );
};
