// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ArrivalsPanel } from '@/features/beds/arrivals-panel';
import { BedBoard } from '@/features/beds/bed-board';
import { hospitalQuery } from '@/features/beds/beds-query';
import { DiversionPanel, HospitalTitle, SpecialitiesPanel } from '@/features/beds/hospital-head';
import { LiveTag } from '@/features/beds/live-tag';
import { useLiveBeds } from '@/features/beds/use-live-beds';
import { mayAllocate, seesBeds, useSession } from '@/fhir/session';
import { Page } from '@/ui/page';
import { RouterButton } from '@/ui/router-link';
import { ForbiddenState } from '@/ui/states';

/** One hospital: its beds, its arrivals, whether it takes emergencies. For the regulator and for the hospital itself. */
export const HospitalScreen = () => {
  const { t } = useTranslation();
  const { hospitalId } = useParams({ from: '/frame/lits/hopitaux/$hospitalId' });
  const allowed = seesBeds(useSession());
  return allowed ? (
    <Allowed key={hospitalId} id={hospitalId} />
  ) : (
    <Page title={t('beds.hospital')}>
      <ForbiddenState />
    </Page>
  );
};

const Allowed = ({ id }: { readonly id: string }) => {
  const { t } = useTranslation();
  const session = useSession();
  const line = useLiveBeds();
  const hospital = useQuery(hospitalQuery(id)).data;
  const mayChange = hospital?.own === true;
  return (
    <Box sx={{ px: { xs: 4, sm: 6 }, py: { xs: 4, sm: 6 }, maxWidth: 1480, mx: 'auto', width: '100%' }}>
      <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 3, mb: 5, flexWrap: 'wrap' }}>
        <Box sx={{ flex: 1, minWidth: 200 }}>
          <HospitalTitle id={id} />
        </Box>
        <LiveTag line={line} />
        <RouterButton size="small" variant="outlined" to="/lits/hopitaux">
          {t('beds.hospitals')}
        </RouterButton>
      </Box>
      {hospital && (
        <Box
          sx={{
            display: 'grid',
            gap: 4,
            alignItems: 'start',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 380px' },
          }}
        >
          <BedBoard hospitalId={id} mayChange={mayChange} />
          <Box sx={{ display: 'grid', gap: 4, minWidth: 0, order: { xs: -1, lg: 0 } }}>
            <DiversionPanel hospital={hospital} mayDivert={mayChange || session.user.role === 'regulator'} />
            {mayAllocate(session) && <ArrivalsPanel hospitalId={id} />}
            <SpecialitiesPanel hospital={hospital} />
          </Box>
        </Box>
      )}
    </Box>
  );
};
