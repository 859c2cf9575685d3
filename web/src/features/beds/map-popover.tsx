// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RouterButton } from '@/ui/router-link';
import type { Mark } from './clusters';
import { DiversionTag } from './diversion-tag';
import type { Size } from './view';

type Props = {
  readonly mark: Mark;
  readonly size: Size;
  /** With what can be done; without, it only tells. */
  readonly onHospital?: (hospital: { readonly id: string; readonly name: string }) => void;
  readonly onClose?: () => void;
};

const WIDTH = 260;

/** The hospital under the pointer: its name, its free beds; once clicked, what can be done with it. */
export const MapPopover = ({ mark, size, onHospital, onClose }: Props) => {
  const { t } = useTranslation();
  const left = Math.max(8, Math.min(mark.x - WIDTH / 2, size.width - WIDTH - 8));
  const above = mark.y > size.height / 2;
  return (
    <Box
      role={onClose ? 'dialog' : undefined}
      aria-label={onClose ? mark.name : undefined}
      aria-hidden={onClose ? undefined : true}
      sx={{
        position: 'absolute',
        width: WIDTH,
        left,
        top: above ? undefined : mark.y + mark.radius + 8,
        bottom: above ? size.height - mark.y + mark.radius + 8 : undefined,
        bgcolor: 'background.paper',
        border: 1,
        borderColor: 'surface.lineStrong',
        borderRadius: 1,
        p: 3,
        fontSize: '0.8125rem',
        pointerEvents: onClose ? 'auto' : 'none',
      }}
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1, fontWeight: 700 }}>{mark.name}</Box>
        {onClose && (
          <Box
            component="button"
            type="button"
            onClick={onClose}
            aria-label={t('action.close')}
            sx={{ all: 'unset', cursor: 'pointer', display: 'grid', placeItems: 'center', width: 24, height: 24 }}
          >
            <X size={16} aria-hidden />
          </Box>
        )}
      </Box>
      <div>{t('beds.freeOf', { count: mark.free, total: mark.total })}</div>
      {mark.diversion !== 'open' && <DiversionTag diversion={mark.diversion} />}
      {onHospital && onClose && (
        <Box sx={{ display: 'flex', gap: 2, mt: 2 }}>
          <Button
            size="small"
            variant="outlined"
            onClick={() => {
              onHospital(mark);
              onClose();
            }}
          >
            {t('beds.askThis')}
          </Button>
          <RouterButton size="small" to="/lits/hopitaux/$hospitalId" params={{ hospitalId: mark.id }}>
            {t('beds.seeBeds')}
          </RouterButton>
        </Box>
      )}
    </Box>
  );
};
