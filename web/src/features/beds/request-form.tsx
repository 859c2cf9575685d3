// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { LocateFixed, RotateCw, Siren, X } from 'lucide-react';
import { type FormEvent, type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ComboInput } from '@/ui/combo-input';
import { SelectInput } from '@/ui/select-input';
import { TextInput } from '@/ui/text-input';
import { useSpecialities } from './bed-words';
import { ISOLATIONS } from './beds-types';
import { EquipmentMenu } from './equipment-menu';
import { NoBedAlert } from './no-bed-alert';
import { emergencyOf, type Missing, specialityOf, whereOf } from './request-draft';
import { townsLike } from './towns';
import type { AllocationRequest } from './use-allocation-request';

type Props = {
  readonly request: AllocationRequest;
  readonly specialityRef: RefObject<HTMLInputElement | null>;
};

const PRIORITIES = ['1', '2', '3', '4', '5'] as const;

/** The request in one line: where, what; the rest is optional. Enter allocates. */
export const RequestForm = ({ request, specialityRef }: Props) => {
  const { t } = useTranslation();
  const { list, nameOf } = useSpecialities();
  const { draft, update, send, isSending, isUnsure, error } = request;
  const [missing, setMissing] = useState<Missing>({});
  const [locating, setLocating] = useState<'no' | 'asked' | 'failed'>('no');

  const submit = (speciality = draft.speciality) => {
    if (isSending || draft.sent) return;
    const asked = emergencyOf({ ...draft, speciality }, list);
    setMissing(asked.missing);
    const found = specialityOf(speciality, list);
    if (found) update({ speciality: nameOf(found.code) });
    if (asked.emergency) send(asked.emergency);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const locate = () => {
    setLocating('asked');
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        setLocating('no');
        update({ place: { latitude, longitude }, where: whereOf({ latitude, longitude }) });
        specialityRef.current?.focus();
      },
      () => setLocating('failed'),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 30_000 },
    );
  };
  const towns = draft.place ? [] : townsLike(draft.where).map((town) => ({ label: town.name }));
  const specialities = list.filter((one) => !one.retired).map(({ code }) => ({ label: nameOf(code), code }));
  const locked = isSending || Boolean(draft.sent);
  return (
    <Box
      component="form"
      noValidate
      aria-label={t('beds.request.title')}
      onSubmit={onSubmit}
      sx={{ bgcolor: 'background.paper', border: 1, borderColor: 'divider', borderRadius: 1, px: 4, pt: 3, pb: 2 }}
    >
      <Box
        component="fieldset"
        disabled={locked}
        sx={{
          border: 0,
          p: 0,
          m: 0,
          minWidth: 0,
          display: 'grid',
          gap: 3,
          rowGap: 2,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'repeat(6, minmax(0, 1fr))',
            lg: 'minmax(0, 2.4fr) minmax(0, 2.4fr) 84px 104px minmax(0, 1.3fr) minmax(0, 1.3fr) minmax(0, 1.4fr) auto',
          },
          '& > *': { gridColumn: { xs: 'span 2', lg: 'auto' } },
          '& > .wide': { gridColumn: { xs: 'span 6', sm: 'span 3', lg: 'auto' } },
          '& > .half': { gridColumn: { xs: 'span 3', sm: 'span 2', lg: 'auto' } },
          '& > .third': { gridColumn: { xs: 'span 3', sm: 'span 1', lg: 'auto' } },
        }}
      >
        <Box className="wide" sx={{ display: 'flex', gap: 1 }}>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <ComboInput
              label={t('beds.request.where')}
              options={towns}
              free
              value={draft.where}
              onChange={(where) => update({ where, place: where === draft.where ? draft.place : undefined })}
              required
              hint={t('beds.request.whereHint')}
              error={missing.where && !draft.where ? t(missing.where) : missing.where && t('beds.request.whereUnknown')}
            />
          </Box>
          <Button
            variant="outlined"
            aria-label={t('beds.request.locate')}
            title={locating === 'failed' ? t('beds.request.locateFailed') : t('beds.request.locate')}
            onClick={locate}
            disabled={locating === 'asked'}
            sx={{
              minWidth: 38,
              px: 0,
              mt: '24px',
              height: 36,
              color: locating === 'failed' ? 'clinical.warning' : undefined,
            }}
          >
            <LocateFixed size={17} aria-hidden />
          </Button>
        </Box>
        <Box className="wide">
          <ComboInput
            label={t('beds.request.speciality')}
            options={specialities}
            value={draft.speciality}
            onChange={(speciality) => update({ speciality })}
            onEnter={submit}
            inputRef={specialityRef}
            required
            error={missing.speciality && t(missing.speciality)}
          />
        </Box>
        <Box className="third">
          <TextInput
            label={t('beds.request.age')}
            error={missing.age && t(missing.age)}
            input={{
              value: draft.age,
              onChange: (event) => update({ age: event.target.value }),
              autoComplete: 'off',
              placeholder: t('beds.request.ageHint'),
            }}
          />
        </Box>
        <Box className="third">
          <SelectInput
            label={t('beds.request.sex')}
            placeholder="—"
            options={(['female', 'male'] as const).map((sex) => ({ value: sex, label: t(`sex.${sex}`) }))}
            input={{ value: draft.sex, onChange: (event) => update({ sex: event.target.value as typeof draft.sex }) }}
          />
        </Box>
        <Box className="half">
          <SelectInput
            label={t('beds.request.isolation')}
            options={ISOLATIONS.map((value) => ({ value, label: t(`bedIsolation.${value}`) }))}
            input={{
              value: draft.isolation,
              onChange: (event) => update({ isolation: event.target.value as typeof draft.isolation }),
            }}
          />
        </Box>
        <Box className="half">
          <EquipmentMenu value={draft.equipment} onChange={(equipment) => update({ equipment })} />
        </Box>
        <Box className="half">
          <SelectInput
            label={t('beds.request.priority')}
            options={PRIORITIES.map((value) => ({ value, label: t(`bedPriority.${value}`) }))}
            input={{
              value: String(draft.priority),
              onChange: (event) => update({ priority: Number(event.target.value) }),
            }}
          />
        </Box>
        <Box className="half" sx={{ pt: { xs: '24px' } }}>
          <Button
            type="submit"
            variant="contained"
            fullWidth
            startIcon={<Siren size={17} aria-hidden />}
            sx={{ height: 38 }}
          >
            {isSending ? t('beds.request.sending') : t('beds.request.send')}
          </Button>
        </Box>
      </Box>
      {draft.hospital && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mt: 1 }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {t('beds.request.hospital', { name: draft.hospital.name })}
          </Box>
          <Button
            size="small"
            startIcon={<X size={14} aria-hidden />}
            onClick={() => update({ hospital: undefined })}
            disabled={locked}
          >
            {t('beds.request.anyHospital')}
          </Button>
        </Box>
      )}
      {locating === 'failed' && (
        <Box role="alert" sx={{ mt: 1, color: 'clinical.warning', fontWeight: 600 }}>
          {t('beds.request.locateFailed')}
        </Box>
      )}
      {isUnsure ? (
        <Box
          role="alert"
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 2,
            mt: 2,
            p: 3,
            borderRadius: 1,
            color: 'clinical.warning',
            bgcolor: 'clinical.warningWash',
          }}
        >
          <Box sx={{ flex: '1 1 240px', fontWeight: 600 }}>{t('beds.request.unsure')}</Box>
          <Button
            size="small"
            variant="contained"
            startIcon={<RotateCw size={15} aria-hidden />}
            onClick={request.sendAgain}
          >
            {t('beds.request.again')}
          </Button>
          <Button size="small" color="inherit" onClick={request.forget}>
            {t('beds.request.forget')}
          </Button>
        </Box>
      ) : (
        Boolean(error) && !isSending && <NoBedAlert error={error} />
      )}
    </Box>
  );
};
