// SPDX-License-Identifier: Apache-2.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '@/fhir/failure';
import { makePasskey } from '@/lib/passkey';
import { TextInput } from '@/ui/text-input';
import { useToast } from '@/ui/toasts';
import { type Added, account, type CodeOffer, type Passkey } from './account-query';
import { CodeSetupDialog } from './code-setup-dialog';
import { ConfirmDialog } from './confirm-dialog';
import { RecoveryCodesDialog } from './recovery-codes-dialog';

export type Change =
  | { readonly kind: 'add-passkey' }
  | { readonly kind: 'remove-passkey'; readonly passkey: Passkey }
  | { readonly kind: 'add-code' }
  | { readonly kind: 'remove-code' }
  | { readonly kind: 'renew-codes' };

type Props = { readonly change: Change; readonly onClose: () => void };

/** One change of a second factor, from the password to what it brings. */
export const FactorChange = ({ change, onClose }: Props) => {
  const { t } = useTranslation();
  const toast = useToast();
  const [label, setLabel] = useState('');
  const [offer, setOffer] = useState<CodeOffer>();
  const [codes, setCodes] = useState<readonly string[]>();

  const done = (added?: Added) => {
    toast(t('account.changed'));
    if (added?.recoveryCodes.length) setCodes(added.recoveryCodes);
    else onClose();
  };

  const carryOut = async (password: string): Promise<void> => {
    switch (change.kind) {
      case 'add-passkey': {
        const asked = await account.askPasskey(password);
        const made = await makePasskey(asked).catch(() => {
          throw failureOf(422, [{ severity: 'error', text: t('account.passkeyGivenUp') }]);
        });
        return done(await account.addPasskey({ ...made, label: label || t('account.passkey') }));
      }
      case 'remove-passkey':
        await account.removePasskey(change.passkey.id, password);
        return done();
      case 'add-code':
        return setOffer(await account.offerCode(password));
      case 'remove-code':
        await account.removeCode(password);
        return done();
      case 'renew-codes':
        return done(await account.renewRecoveryCodes(password));
    }
  };

  if (codes) return <RecoveryCodesDialog codes={codes} onClose={onClose} />;
  if (offer) return <CodeSetupDialog offer={offer} onDone={done} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={t(`account.change.${change.kind}`)}
      lead={t('account.confirmLead')}
      action={t('account.confirm')}
      onConfirm={carryOut}
      onClose={onClose}
    >
      {change.kind === 'add-passkey' && (
        <TextInput
          label={t('account.passkeyName')}
          hint={t('account.passkeyNameHint')}
          input={{ maxLength: 60, value: label, onChange: (event) => setLabel(event.currentTarget.value) }}
        />
      )}
    </ConfirmDialog>
  );
};
