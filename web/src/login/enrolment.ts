// SPDX-License-Identifier: Apache-2.0
import { knowsPasskeys, makePasskey, type PasskeyAsked } from '@/lib/passkey';
import { qrPath } from '@/lib/qr';
import { ask, attempt, byId, type Done, goOn, show } from './page';

type Offer = { readonly secret: string; readonly address: string };

const draw = (address: string) => {
  const { size, path } = qrPath(address);
  const drawing = byId('qr');
  drawing.setAttribute('viewBox', `0 0 ${size} ${size}`);
  drawing.querySelector('path')?.setAttribute('d', path);
};

const enrolPasskey = () =>
  attempt(async () => {
    const made = await makePasskey(await ask<PasskeyAsked>('/signin/enrol/passkey/options', {}));
    goOn(await ask<Done>('/signin/enrol/passkey', made));
  });

const offerCode = () =>
  attempt(async () => {
    const offer = await ask<Offer>('/signin/enrol/code', {});
    draw(offer.address);
    byId('secret').textContent = offer.secret.replace(/(.{4})(?=.)/g, '$1 ');
    byId('enrol-choice').hidden = true;
    byId('enrol-form').hidden = false;
    byId('enrol-code').focus();
  });

/** Leads someone who must have a second factor through making one. */
export const startEnrolment = (): void => {
  show('enrolment');
  byId('enrol-passkey').hidden = !knowsPasskeys();
  byId('enrol-passkey').addEventListener('click', enrolPasskey);
  byId('enrol-app').addEventListener('click', offerCode);
  byId('enrol-form').addEventListener('submit', (event) => {
    event.preventDefault();
    const code = byId<HTMLInputElement>('enrol-code').value;
    attempt(async () => goOn(await ask<Done>('/signin/enrol/code/confirm', { code })));
  });
  byId(knowsPasskeys() ? 'enrol-passkey' : 'enrol-app').focus();
};
