// SPDX-License-Identifier: Apache-2.0
/** Hands the authorization answer of the renewal frame to the window that opened it, same origin only. */
window.parent.postMessage(
  { source: 'oidc-client', url: window.location.href, keepOpen: false },
  window.location.origin,
);
