// SPDX-License-Identifier: Apache-2.0
import { useTranslation } from 'react-i18next';

/** One letter on screen, the word on hover and for assistive technology. */
export const Sex = ({ sex }: { readonly sex: 'male' | 'female' | 'other' | 'unknown' }) => {
  const { t } = useTranslation();
  return (
    <abbr title={t(`sex.${sex}`)} aria-label={t(`sex.${sex}`)} style={{ textDecoration: 'none' }}>
      {t(`sexLetter.${sex}`)}
    </abbr>
  );
};
