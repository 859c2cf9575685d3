// SPDX-License-Identifier: Apache-2.0
import { knowsPasskeys, type PasskeyAsked, provePasskey } from '@/lib/passkey';
import { ask, attempt, byId, type Done, goOn, show } from './page';

/** What the person may answer with. */
export type Offered = { readonly code?: boolean; readonly passkey?: boolean; readonly recovery?: boolean };

/** Signs in with a passkey, alone or after the password. */
export const signInWithPasskey = (): Promise<void> =>
  attempt(async () => {
    const asked = await ask<PasskeyAsked>('/signin/passkey/options', {});
    goOn(await ask<Done>('/signin/passkey', await provePasskey(asked)));
  });

const askForRecoveryCode = () => {
  byId('code-label').textContent = 'Code de secours';
  byId('code-hint').textContent = 'Un des dix codes notés à l’enregistrement. Il ne servira qu’une fois.';
  byId('code-form').hidden = false;
  byId('use-recovery').hidden = true;
  const code = byId<HTMLInputElement>('code');
  code.inputMode = 'text';
  code.autocomplete = 'off';
  code.maxLength = 24;
  code.value = '';
  code.focus();
};

/** The step after the password: a code, a passkey or a recovery code. */
export const startSecondFactor = (offered: Offered): void => {
  show('second-factor');
  const passkey = Boolean(offered.passkey) && knowsPasskeys();
  byId('code-form').hidden = !offered.code;
  byId('use-passkey').hidden = !passkey;
  byId('use-recovery').hidden = !offered.recovery;
  byId('use-passkey').addEventListener('click', signInWithPasskey);
  byId('use-recovery').addEventListener('click', askForRecoveryCode);
  byId('code-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const code = byId<HTMLInputElement>('code');
    attempt(async () => goOn(await ask<Done>('/signin/code', { code: code.value }))).then(() => {
      if (!byId('message').hidden) code.select();
    });
  });
  if (offered.code) byId('code').focus();
  else if (passkey) byId('use-passkey').focus();
  else askForRecoveryCode();
};
