// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { AllocationList } from './allocation-list';
import { AnswerPanel } from './answer-panel';
import { BedMap } from './bed-map';
import { useSpecialities } from './bed-words';
import { allocationQuery, summaryQuery } from './beds-query';
import type { Place } from './beds-types';
import { NearHospitals } from './near-hospitals';
import { draftAgain, specialityOf, whereOf } from './request-draft';
import { RequestForm } from './request-form';
import { namedPlace } from './towns';
import { useAllocationRequest } from './use-allocation-request';

/** Where a regulator works: the request, its answer, the map, what runs. */
export const Regulation = () => {
  const request = useAllocationRequest();
  const { draft, update, look, begin } = request;
  const { list, nameOf } = useSpecialities();
  const speciality = useRef<HTMLInputElement>(null);
  const [before] = useState(draft.current);
  const shown = useQuery({ ...allocationQuery(draft.current ?? ''), enabled: draft.current !== undefined }).data
    ?.allocation;
  const asked = draft.place ?? namedPlace(draft.where);
  const code = specialityOf(draft.speciality, list)?.code ?? (asked ? undefined : shown?.emergency.speciality);
  const summary = useQuery({ ...summaryQuery(code), placeholderData: (last) => last });
  const dots = useMemo(() => summary.data?.hospitals ?? [], [summary.data]);

  const [latitude, longitude] = [(asked ?? shown?.emergency)?.latitude, (asked ?? shown?.emergency)?.longitude];
  const emergency = useMemo(() => placeFrom(latitude, longitude), [latitude, longitude]);
  const [toLatitude, toLongitude] = asked ? [] : [shown?.hospital.latitude, shown?.hospital.longitude];
  const target = useMemo(() => placeFrom(toLatitude, toLongitude), [toLatitude, toLongitude]);

  const place = (at: Place) => {
    if (draft.sent) return;
    update({ place: at, where: whereOf(at) });
    speciality.current?.focus({ preventScroll: true });
  };
  const choose = (hospital: { readonly id: string; readonly name: string }) => {
    update({ hospital: { id: hospital.id, name: hospital.name } });
    speciality.current?.focus();
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 4,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 432px' },
        gridTemplateAreas: {
          xs: '"request" "answer" "map" "running" "list"',
          lg: '"request request" "map side" "list side"',
        },
      }}
    >
      <Box sx={{ gridArea: 'request', minWidth: 0 }}>
        <RequestForm request={request} specialityRef={speciality} />
      </Box>
      <Box
        sx={{
          gridArea: 'map',
          minWidth: 0,
          height: { xs: 360, sm: 460, lg: 'clamp(420px, calc(100dvh - 300px), 900px)' },
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          overflow: 'hidden',
        }}
      >
        <BedMap dots={dots} emergency={emergency} target={target} onPlace={place} onHospital={choose} />
      </Box>
      <Box
        sx={{
          gridArea: { xs: 'answer', lg: 'side' },
          display: { xs: draft.current ? 'block' : 'none', lg: 'grid' },
          gap: 4,
          minWidth: 0,
        }}
      >
        {draft.current && (
          <AnswerPanel
            id={draft.current}
            takesFocus={draft.current !== before}
            onLook={look}
            onAgain={(again) => {
              begin(draftAgain(again, nameOf));
              speciality.current?.focus();
            }}
          />
        )}
        <Box sx={{ display: { xs: 'none', lg: 'block' } }}>
          <AllocationList current={draft.current} onLook={look} />
        </Box>
      </Box>
      <Box sx={{ gridArea: 'running', minWidth: 0, display: { lg: 'none' } }}>
        <AllocationList current={draft.current} onLook={look} />
      </Box>
      <Box sx={{ gridArea: 'list', minWidth: 0 }}>
        <NearHospitals speciality={code} near={emergency} onHospital={choose} />
      </Box>
    </Box>
  );
};

const placeFrom = (latitude?: number, longitude?: number): Place | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
