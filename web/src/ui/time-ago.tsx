// SPDX-License-Identifier: Apache-2.0
import Tooltip from '@mui/material/Tooltip';
import { formatAgo, formatInstant } from '@/lib/dates';

/** « il y a 2 h »; the exact day and time on hover and for assistive technology. */
export const TimeAgo = ({ at, now = new Date() }: { readonly at: string | undefined; readonly now?: Date }) => {
  if (!at) return null;
  return (
    <Tooltip title={formatInstant(at)}>
      <time dateTime={at}>{formatAgo(at, now)}</time>
    </Tooltip>
  );
};
