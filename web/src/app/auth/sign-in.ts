// SPDX-License-Identifier: Apache-2.0
import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { clearAllDrafts } from '@/lib/drafts';
import { SIGNED_OUT } from '@/lib/signed-out';

const origin = window.location.origin;

/** Tokens live in memory only; the session storage holds the PKCE verifier for the time of a redirection. */
const manager = new UserManager({
  authority: origin,
  client_id: 'keneya-web',
  redirect_uri: `${origin}/callback`,
  silent_redirect_uri: `${origin}/silent-renew.html`,
  post_logout_redirect_uri: `${origin}/`,
  response_type: 'code',
  scope: 'openid profile',
  userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
  stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
  automaticSilentRenew: false, // renewed when needed: a screen nobody uses lets its session end
  silentRequestTimeoutInSeconds: 8,
  monitorSession: false,
  loadUserInfo: false,
});

/** Leaves for the sign-in page and comes back to the address shown now. Drafts stay in this tab. */
const leaveToSignIn = (): Promise<never> => {
  const { pathname, search } = window.location;
  const back = pathname === '/callback' ? '/' : pathname + search;
  manager.signinRedirect({ state: back });
  return new Promise(() => undefined);
};

/** Told by the sign-in page when a silent renewal ends there: the server's session is over, no need to wait longer. */
const sessionIsOver = (until: AbortSignal): Promise<null> =>
  new Promise((over) => {
    const listen = (event: MessageEvent) => {
      if (event.origin === origin && event.data === SIGNED_OUT) over(null);
    };
    window.addEventListener('message', listen, { signal: until });
  });

let renewing: Promise<User | null> | undefined;

const renewOnce = (): Promise<User | null> => {
  const done = new AbortController();
  renewing ??= Promise.race([manager.signinSilent(), sessionIsOver(done.signal)])
    .catch(() => null)
    .finally(() => {
      done.abort();
      renewing = undefined;
    });
  return renewing;
};

/** The access token; renewed without a word while the server's session lasts, else by signing in again. */
export const accessToken = async (): Promise<string | undefined> => {
  const user = await manager.getUser();
  if (user && !user.expired) return user.access_token;
  return (await renewOnce())?.access_token ?? leaveToSignIn();
};

/** A new token after the server refused the current one. */
export const renewedToken = async (): Promise<string | undefined> =>
  (await renewOnce())?.access_token ?? leaveToSignIn();

/** Ends the redirection of a sign-in; answers the address the user was going to. */
export const finishSignIn = async (): Promise<string> => {
  try {
    const user = await manager.signinRedirectCallback();
    return typeof user.state === 'string' && user.state.startsWith('/') ? user.state : '/';
  } catch {
    return '/';
  }
};

/** Signs out here and at the server; what was being typed is forgotten. */
export const signOut = async (): Promise<void> => {
  clearAllDrafts();
  await manager.signoutRedirect();
};
