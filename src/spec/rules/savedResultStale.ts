import * as z from 'zod';
import { sha256 } from '../textHash.ts';
import type { Checked } from './checked.ts';
import type { Rule } from './rule.ts';

const saved = z.object({
  tool: z.object({ name: z.literal('budget') }),
  inputs: z.array(z.object({ path: z.string(), sha256: z.string() })),
});

/** A result that lies beside a spec is what that spec and its table give today. */
export const savedResultStale: Rule = {
  code: 'saved-result-stale',
  check: (checked) =>
    checked.saved.flatMap(({ path, text }) => {
      const changed = changedInputs(checked, text);
      if (checked.spec === null || changed.length === 0) return [];
      return [
        {
          place: { source: checked.spec, path: ['version'], part: 'key' as const },
          message: `${path} was made before ${changed.join(' and ')} changed`,
          help: `make it again: budget solve ${checked.spec.file} -o ${path}`,
        },
      ];
    }),
};

/** Names of inputs that the result knows with another content; empty when it is of another spec. */
function changedInputs({ inputs }: Checked, text: string): string[] {
  const result = saved.safeParse(jsonOf(text));
  if (!result.success) return [];
  const known = new Map(result.data.inputs.map(({ path, sha256: hash }) => [path, hash]));
  if (!inputs.every(({ path }) => known.has(path))) return [];
  return inputs
    .filter(({ path, text }) => known.get(path) !== sha256(text))
    .map(({ path }) => path);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
