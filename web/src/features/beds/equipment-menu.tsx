// SPDX-License-Identifier: Apache-2.0
import Checkbox from '@mui/material/Checkbox';
import MenuItem from '@mui/material/MenuItem';
import OutlinedInput from '@mui/material/OutlinedInput';
import Select from '@mui/material/Select';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { mainElement } from '@/lib/main-element';
import { Field } from '@/ui/field';
import { EQUIPMENT, type Equipment } from './beds-types';

type Props = { readonly value: readonly Equipment[]; readonly onChange: (value: readonly Equipment[]) => void };

/** What the bed must have, any number. */
export const EquipmentMenu = ({ value, onChange }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Field id={`${id}-input`} label={t('beds.request.equipment')}>
      <Select<Equipment[]>
        multiple
        displayEmpty
        fullWidth
        id={id}
        value={[...value]}
        input={<OutlinedInput id={`${id}-input`} />}
        SelectDisplayProps={{ 'aria-label': t('beds.request.equipment') }}
        onChange={(event) => onChange(event.target.value as Equipment[])}
        renderValue={(chosen) => (chosen.length ? chosen.map((one) => t(`bedEquipment.${one}`)).join(', ') : '—')}
        MenuProps={{ container: mainElement }}
        sx={{ '& .MuiSelect-select': { minHeight: '20px !important' } }}
      >
        {EQUIPMENT.map((one) => (
          <MenuItem key={one} value={one} sx={{ gap: 1 }}>
            <Checkbox checked={value.includes(one)} size="small" sx={{ p: 0 }} tabIndex={-1} aria-hidden />
            {t(`bedEquipment.${one}`)}
          </MenuItem>
        ))}
      </Select>
    </Field>
  );
};
