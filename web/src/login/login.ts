// SPDX-License-Identifier: Apache-2.0
import { knowsPasskeys } from '@/lib/passkey';
import { SIGNED_OUT } from '@/lib/signed-out';
import { startEnrolment } from './enrolment';
import { ask, byId, csrf, say } from './page';
import { offerProviders, PROVIDER_MESSAGES } from './providers';
import { type Offered, signInWithPasskey, startSecondFactor } from './second-factor';

/** The sign-in page: a plain form the server answers; this only adds comfort. */
type Account = { readonly login: string; readonly role: string; readonly name: string };

const DEMO_PASSWORD = 'keneya-demo';

const ROLES: Readonly<Record<string, string>> = {
  physician: 'Médecin',
  regulator: 'Régulateur',
  nurse: 'Infirmier(ère)',
  secretary: 'Secrétaire médicale',
  pharmacist: 'Pharmacien(ne)',
  technician: 'Technicien(ne)',
  dim: 'Information médicale',
  dpo: 'Protection des données',
  admin: 'Administration',
  patient: 'Patient',
};

const MESSAGES: Readonly<Record<string, readonly [text: string, tone: 'failed' | 'done']>> = {
  error: ['Identifiant ou mot de passe incorrect. Vérifiez-les, puis réessayez.', 'failed'],
  expired: ['La connexion a expiré. Recommencez.', 'failed'],
  locked: [
    'Connexion bloquée après plusieurs échecs. Réessayez dans quelques minutes ou appelez le support.',
    'failed',
  ],
  logout: ['Vous êtes déconnecté.', 'done'],
  ...PROVIDER_MESSAGES,
};

const theme = () => {
  const chosen = localStorage.getItem('keneya.theme');
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.scheme = chosen === 'dark' || chosen === 'light' ? chosen : system;
};

const fillCsrf = () => {
  byId<HTMLInputElement>('csrf').value = csrf();
};

const sayWhatHappened = () => {
  const search = new URLSearchParams(window.location.search);
  const found = Object.keys(MESSAGES).find((key) => search.has(key));
  const message = found && MESSAGES[found];
  if (message) say(message[0], message[1]);
};

const showPassword = () => {
  const password = byId<HTMLInputElement>('password');
  const button = byId<HTMLButtonElement>('show');
  button.addEventListener('click', () => {
    const shown = password.type === 'password';
    password.type = shown ? 'text' : 'password';
    button.textContent = shown ? 'Masquer' : 'Afficher';
    button.setAttribute('aria-pressed', String(shown));
    password.focus();
  });
  password.addEventListener('keyup', (event) => {
    byId('caps').hidden = !event.getModifierState?.('CapsLock');
  });
};

const accountButton = (account: Account): HTMLLIElement => {
  const item = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  const name = document.createElement('strong');
  name.textContent = account.name || ROLES[account.role] || account.login;
  const role = document.createElement('small');
  role.textContent = account.name ? `${ROLES[account.role] ?? account.role} · ${account.login}` : account.login;
  button.append(name, role);
  button.addEventListener('click', () => {
    byId<HTMLInputElement>('username').value = account.login;
    byId<HTMLInputElement>('password').value = DEMO_PASSWORD;
    for (const other of document.querySelectorAll('#accounts button')) other.setAttribute('aria-pressed', 'false');
    button.setAttribute('aria-pressed', 'true');
    byId<HTMLButtonElement>('submit').focus();
  });
  item.append(button);
  return item;
};

const offerDemoAccounts = async () => {
  const response = await fetch('/demo/accounts', { headers: { Accept: 'application/json' } }).catch(() => undefined);
  if (!response?.ok) return;
  const accounts: unknown = await response.json().catch(() => undefined);
  if (!Array.isArray(accounts) || accounts.length === 0) return;
  byId('accounts').append(...(accounts as Account[]).map(accountButton));
  byId('demo').hidden = false;
};

const startPassword = () => {
  fillCsrf();
  showPassword();
  byId('username').focus();
  byId('password-form').addEventListener('submit', () => {
    fillCsrf();
    byId<HTMLButtonElement>('submit').disabled = true;
  });
  window.addEventListener('pageshow', () => {
    byId<HTMLButtonElement>('submit').disabled = false;
  });
  byId('passkey-only').hidden = !knowsPasskeys();
  byId('passkey-only').addEventListener('click', signInWithPasskey);
  offerDemoAccounts();
  offerProviders(byId('providers'), byId('provider-list'));
};

type State = Offered & { readonly step: string };

/** Goes on where the server says this browser is; a page loaded anew goes on there too. */
const start = async () => {
  theme();
  sayWhatHappened();
  const asked = new URLSearchParams(window.location.search).has('step');
  const state = asked ? await ask<State>('/signin/state').catch(() => undefined) : undefined;
  if (state?.step === 'second-factor') startSecondFactor(state);
  else if (state?.step === 'enrolment') startEnrolment();
  else if (state?.step === 'open') window.location.assign('/');
  else startPassword();
};

if (window.parent === window) start();
else window.parent.postMessage(SIGNED_OUT, window.location.origin);
