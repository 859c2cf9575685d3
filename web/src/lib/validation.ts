// SPDX-License-Identifier: Apache-2.0
import { zodResolver } from '@hookform/resolvers/zod';
import type { FieldValues, Resolver } from 'react-hook-form';
import { z } from 'zod';

/** No code is made from text: the page forbids it, and zod would try. */
z.config({ jitless: true });

/** A resolver for a schema whose input and output are the form's values. Messages are translation keys. */
export const resolverOf = <T extends FieldValues>(schema: z.ZodType<T, T>): Resolver<T> => zodResolver(schema);

export { z };
