// SPDX-License-Identifier: Apache-2.0
import { setupServer } from 'msw/node';

/** The network the component tests meet: nothing answers until a test opens a clinic. */
export const network = setupServer();
