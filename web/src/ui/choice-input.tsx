// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import { CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { describedBy } from '@/ui/field';

type Option = { readonly value: string; readonly label: string; readonly hint?: string };
type Props = {
  readonly legend: string;
  readonly options: readonly Option[];
  /** One of them, or any number. */
  readonly kind?: 'radio' | 'checkbox';
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string;
  /** What a form library registers: each option gets it. */
  readonly input: ComponentProps<'input'>;
};

/** A few choices, all to be seen at once. */
export const ChoiceInput = ({
  legend,
  options,
  kind = 'radio',
  required,
  autoFocus = false,
  hint,
  error,
  input,
}: Props) => {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Box
      component="fieldset"
      aria-describedby={error || hint ? describedBy(id) : undefined}
      sx={{ m: 0, p: 0, border: 0, minWidth: 0 }}
    >
      <Box component="legend" sx={{ p: 0, mb: 1, fontSize: '0.8125rem', fontWeight: 600 }}>
        {legend}
        {required && (
          <Box component="span" aria-hidden title={t('form.required')} sx={{ color: 'clinical.critical' }}>
            {' *'}
          </Box>
        )}
      </Box>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(210px, 1fr))' }}>
        {options.map((option, i) => (
          <Box
            component="label"
            key={option.value}
            sx={{
              display: 'flex',
              gap: 2,
              alignItems: 'flex-start',
              px: 2.5,
              py: 1.5,
              minHeight: 36,
              border: 1,
              borderColor: 'surface.lineStrong',
              borderRadius: '6px',
              cursor: 'pointer',
              '&:has(:checked)': { borderColor: 'primary.main', bgcolor: 'surface.wash' },
              '&:has(:focus-visible)': { outline: '2px solid var(--kn-palette-primary-main)', outlineOffset: 2 },
            }}
          >
            <Box
              component="input"
              {...input}
              type={kind}
              value={option.value}
              autoFocus={autoFocus && i === 0}
              sx={{
                m: 0,
                mt: '2px',
                width: 16,
                height: 16,
                flexShrink: 0,
                accentColor: 'var(--kn-palette-primary-main)',
              }}
            />
            <span>
              {option.label}
              {option.hint && (
                <Box component="span" sx={{ display: 'block', color: 'text.secondary', fontSize: '0.8125rem' }}>
                  {option.hint}
                </Box>
              )}
            </span>
          </Box>
        ))}
      </Box>
      {(error || hint) && (
        <FormHelperText
          id={describedBy(id)}
          component="div"
          role={error ? 'alert' : undefined}
          sx={{ mx: 0, mt: 1, display: 'flex', gap: 1, color: error ? 'clinical.critical' : 'text.secondary' }}
        >
          {error && <CircleAlert size={14} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />}
          <span>{error ?? hint}</span>
        </FormHelperText>
      )}
    </Box>
  );
};
