import * as z from 'zod';

/** What a choice takes in files; `on` and `off` are words there, not booleans, as YAML 1.2 reads them. */
export const choiceValue = z.union([z.string(), z.array(z.string())], {
  error: ({ input }) =>
    typeof input === 'boolean'
      ? `a choice is written ${input ? 'on' : 'off'}, not ${String(input)}`
      : undefined,
});
