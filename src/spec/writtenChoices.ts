import * as z from 'zod';
import { choiceValue } from '../table/choiceValue.ts';

/** `on` and `off` are words of this file, not booleans; YAML 1.2 reads them as text. */
export const choices = z.record(z.string(), choiceValue).meta({
  description: 'Step to variant, on or off; tools: all or a list; order: series or parallel.',
});

export type WrittenChoices = z.output<typeof choices>;
