// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Trend } from '@/fhir/measure';

const ARROWS = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight } as const;

/** Direction since the previous value. */
export const TrendSign = ({ trend }: { readonly trend: Trend | undefined }) => {
  const { t } = useTranslation();
  if (!trend) return <Box component="span" sx={{ width: 16, display: 'inline-block' }} />;
  const Arrow = ARROWS[trend];
  return (
    <Box component="span" title={t(`trend.${trend}`)} sx={{ color: 'text.secondary', display: 'inline-flex' }}>
      <Arrow size={16} role="img" aria-label={t(`trend.${trend}`)} />
    </Box>
  );
};
