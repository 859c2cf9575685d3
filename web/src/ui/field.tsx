// SPDX-License-Identifier: Apache-2.0
import Box from '@mui/material/Box';
import FormHelperText from '@mui/material/FormHelperText';
import Typography from '@mui/material/Typography';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly id: string;
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string;
  readonly children: ReactNode;
};

/** Id of the text that describes the input: give it to aria-describedby. */
export const describedBy = (id: string): string => `${id}-help`;

/** Label above, input, then the refusal (when there is one) or the hint: nothing floats, nothing moves. */
export const Field = ({ id, label, required = false, hint, error, children }: Props) => {
  const { t } = useTranslation();
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography component="label" htmlFor={id} variant="body2" sx={{ display: 'block', fontWeight: 600, mb: 1 }}>
        {label}
        {required && (
          <Box component="span" aria-hidden title={t('form.required')} sx={{ color: 'clinical.critical' }}>
            {' *'}
          </Box>
        )}
      </Typography>
      {children}
      <FormHelperText
        id={describedBy(id)}
        component="div"
        error={Boolean(error)}
        role={error ? 'alert' : undefined}
        sx={{
          mx: 0,
          mt: 1,
          display: 'flex',
          gap: 1,
          minHeight: error || hint ? 18 : 0,
          color: error ? 'clinical.critical' : 'text.secondary',
        }}
      >
        {error ? (
          <>
            <Box component="span" sx={{ display: 'inline-flex', pt: '2px', flexShrink: 0 }}>
              <CircleAlert size={14} aria-hidden />
            </Box>
            <span>{error}</span>
          </>
        ) : (
          hint
        )}
      </FormHelperText>
    </Box>
  );
};
