// SPDX-License-Identifier: Apache-2.0
import type { FieldError } from 'react-hook-form';
import { useTranslation } from 'react-i18next';

/** Words of a field's refusal: our own checks carry a translation key, the server's carry their sentence. */
export const useErrorText = (): ((error: FieldError | undefined) => string | undefined) => {
  const { t, i18n } = useTranslation();
  return (error) => {
    if (!error?.message) return undefined;
    return i18n.exists(error.message) ? String(t(error.message as never)) : error.message;
  };
};
