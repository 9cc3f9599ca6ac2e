import * as z from 'zod';
import type { Parsed } from '../units/parsed.ts';
import { describeValue } from './describeValue.ts';
import type { IssueParams } from './issueParams.ts';

/** How a unit is described in messages and in the JSON Schema. */
export interface UnitMeta {
  /** With its article and in lower case, so that it fits in a sentence: `a duration`. */
  readonly description: string;
  /** The first one appears in messages. */
  readonly examples: readonly [string, ...string[]];
}

/**
 * A schema for text with a unit: takes what is in the file, gives what the parser makes of it. The
 * parser's message becomes a 'wrong-unit' finding; a list, a map or an empty value a 'wrong-type'.
 *
 * @example unit(parseDuration, { description: 'a duration', examples: ['600ms', '1.2s'] })
 */
export function unit<T>(
  parse: (text: string | number) => Parsed<T>,
  meta: UnitMeta,
): z.ZodType<T, string | number> {
  const expected = `expected ${meta.description}, as in ${meta.examples[0]}`;
  const params: IssueParams = { code: 'wrong-unit' };
  const { description, examples } = meta;
  // On the input side of the pipe: z.toJSONSchema drops examples from what transforms.
  const written = z
    .union([z.string(), z.number()], {
      error: ({ input }) => `${expected}, but this is ${describeValue(input)}`,
    })
    .meta({ description, examples: [...examples] });
  const read = z.transform<string | number, T>((text, context) => {
    const result = parse(text);
    if (result.ok) return result.value;
    context.issues.push({
      code: 'custom',
      input: text,
      message: result.message,
      params: { ...params },
    });
    return z.NEVER;
  });
  return z.pipe(written, read);
}
