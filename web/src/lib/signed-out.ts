// SPDX-License-Identifier: Apache-2.0
/** What the sign-in page tells the window that framed it: nobody is signed in any more. */
export const SIGNED_OUT = 'keneya:signed-out';
