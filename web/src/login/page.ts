// SPDX-License-Identifier: Apache-2.0

/** The element of that id; the page is broken without it. */
export const byId = <T extends HTMLElement>(id: string): T => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`No element ${id}`);
  return element as T;
};

/** Says something above the form; nothing takes it away. */
export const say = (text: string, tone: 'failed' | 'done' = 'failed'): void => {
  const box = byId('message');
  box.textContent = text;
  box.dataset.tone = tone;
  box.hidden = !text;
};

export const csrf = (): string => {
  const token = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
  return token ? decodeURIComponent(token) : '';
};

const STEPS = ['password', 'second-factor', 'enrolment', 'recovery'] as const;
export type Step = (typeof STEPS)[number];

const TITLES: Readonly<Record<Step, string>> = {
  password: 'Se connecter',
  'second-factor': 'Confirmer que c’est vous',
  enrolment: 'Protéger votre compte',
  recovery: 'Vos codes de secours',
};

/** Shows one step and puts the reader at its title. */
export const show = (step: Step): void => {
  for (const one of STEPS) byId(`step-${one}`).hidden = one !== step;
  const title = byId('title');
  title.textContent = TITLES[step];
  document.title = `${TITLES[step]} · Keneya`;
};

type Problem = { readonly detail?: string; readonly errors?: readonly { readonly text?: string }[] };

/** Asks the server something of a step. A refusal is thrown with its sentence. */
export const ask = async <T>(path: string, body?: object): Promise<T> => {
  const response = await fetch(path, {
    method: body ? 'POST' : 'GET',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-XSRF-TOKEN': csrf() },
    body: body && JSON.stringify(body),
  }).catch(() => undefined);
  if (!response) throw new Error('Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.');
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  if (response.status === 401) window.location.assign('/login?expired');
  const problem = answer as Problem | undefined;
  throw new Error(problem?.errors?.[0]?.text ?? 'La demande n’a pas abouti. Réessayez.');
};

/** Runs what a button or a form does: one at a time, and says why when it fails. */
export const attempt = async (work: () => Promise<void>): Promise<void> => {
  const buttons = document.querySelectorAll<HTMLButtonElement>('button');
  say('');
  for (const button of buttons) button.disabled = true;
  try {
    await work();
  } catch (failure) {
    const gaveUp = failure instanceof DOMException;
    say(gaveUp ? 'La clé d’accès n’a pas été utilisée. Réessayez quand vous êtes prêt.' : (failure as Error).message);
  } finally {
    for (const button of buttons) button.disabled = false;
  }
};

/** Where one goes once in; codes are shown first. */
export type Done = { readonly next: string; readonly recoveryCodes?: readonly string[] };

export const goOn = (done: Done): void => {
  if (!done.recoveryCodes?.length) {
    window.location.assign(done.next);
    return;
  }
  const list = byId('recovery-codes');
  list.replaceChildren(
    ...done.recoveryCodes.map((code) => {
      const item = document.createElement('li');
      item.textContent = code;
      return item;
    }),
  );
  const codes = done.recoveryCodes.join('\n');
  byId('recovery-copy').addEventListener('click', () =>
    attempt(async () => {
      await navigator.clipboard.writeText(codes);
      say('Codes copiés.', 'done');
    }),
  );
  byId('recovery-next').addEventListener('click', () => window.location.assign(done.next));
  show('recovery');
  byId('recovery-next').focus();
};
