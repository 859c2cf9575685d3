// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/ui/data-table';
import { Panel } from '@/ui/panel';
import { EmptyState, FailureState, LoadingState } from '@/ui/states';
import { Tag } from '@/ui/tag';
import { TimeAgo } from '@/ui/time-ago';
import { useToast } from '@/ui/toasts';
import { account, type Device, devicesQuery } from './account-query';

/** Where one is signed in; what one does not know is signed out here. */
export const DevicesPanel = () => {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const devices = useQuery(devicesQuery);
  const ended = useMutation({
    mutationFn: (id?: string) => (id ? account.endDevice(id) : account.endOtherDevices()),
    onSuccess: () => toast(t('account.deviceEnded')),
    onError: () => toast(t('account.failed'), { tone: 'failed' }),
    onSettled: () => client.invalidateQueries({ queryKey: devicesQuery.queryKey }),
  });
  const row = (device: Device) => ({
    key: device.id,
    cells: [
      <Box key="device" sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
        <span>{device.device}</span>
        {device.current && <Tag tone="signed">{t('account.thisDevice')}</Tag>}
      </Box>,
      device.address,
      <TimeAgo key="since" at={device.since} />,
      <TimeAgo key="used" at={device.used} />,
      device.current ? null : (
        <Button
          key="end"
          size="small"
          disabled={ended.isPending}
          aria-label={t('account.endDeviceOf', { device: device.device })}
          onClick={() => ended.mutate(device.id)}
        >
          {t('account.endDevice')}
        </Button>
      ),
    ],
  });
  return (
    <Panel
      title={t('account.devices')}
      count={devices.data?.length || undefined}
      flush
      action={
        (devices.data?.filter((device) => !device.current).length ?? 0) > 0 && (
          <Button size="small" disabled={ended.isPending} onClick={() => ended.mutate(undefined)}>
            {t('account.endOthers')}
          </Button>
        )
      }
    >
      {devices.isPending && <LoadingState lines={2} />}
      {devices.isError && <FailureState error={devices.error} retry={() => devices.refetch()} />}
      {devices.data?.length === 0 && <EmptyState title={t('account.noDevice')} />}
      {devices.data && devices.data.length > 0 && (
        <DataTable
          caption={t('account.devices')}
          columns={[
            { head: t('account.device') },
            { head: t('account.address'), hideOnPhone: true },
            { head: t('account.since'), hideOnPhone: true },
            { head: t('account.lastUse') },
            { head: t('account.action'), align: 'right' },
          ]}
          rows={devices.data.map(row)}
        />
      )}
    </Panel>
  );
};
