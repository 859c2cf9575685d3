// SPDX-License-Identifier: Apache-2.0
import { startServer, temporaryData } from './server';

/** Uses the server of KENEYA_URL, or starts one on data that are thrown away. */
export default async (): Promise<(() => Promise<void>) | undefined> => {
  if (process.env.KENEYA_URL) return undefined;
  const data = await temporaryData();
  const server = await startServer(data.path);
  process.env.KENEYA_URL = server.url;
  return async () => {
    await server.stop();
    await data.remove();
  };
};
