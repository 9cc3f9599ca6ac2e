import * as z from 'zod';
import { RULE_KINDS, type Rule } from './rule.ts';

/** A text with `*` for anything, or a regular expression between slashes (case does not matter). */
const pattern = z
  .string()
  .min(1)
  .transform((text, context): RegExp => {
    const regular = /^\/(.*)\/$/s.exec(text);
    try {
      return new RegExp(regular?.[1] ?? wildcard(text), 'i');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      context.addIssue({ code: 'custom', message: reason, params: { code: 'wrong-value' } });
      return /^$/;
    }
  })
  .meta({ description: 'A text, * for anything in it; or /a regular expression/.' });

function wildcard(text: string): string {
  const parts = text
    .split('*')
    .map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`));
  return `^${parts.join('.*')}$`;
}

const rule = z
  .strictObject({
    name: pattern.optional().meta({ description: 'Name of the span.' }),
    attributes: z.record(z.string(), pattern).optional().meta({
      description: 'Attributes of the span, all of which must fit.',
    }),
    component: z.string().optional().meta({ description: 'Name of the component in the table.' }),
    kind: z.enum(RULE_KINDS).optional().meta({
      description:
        'Kind of the component; scope for a step that holds others, ignore to charge the span to what holds it.',
    }),
  })
  .superRefine((value, context) => {
    if (value.name === undefined && value.attributes === undefined)
      context.addIssue({
        code: 'custom',
        message: 'a rule says which spans it is for: name, attributes, or both',
        params: { code: 'missing-key' },
      });
    if (value.component === undefined && value.kind === undefined)
      context.addIssue({
        code: 'custom',
        message: 'a rule says what its spans are: component, kind, or both',
        params: { code: 'missing-key' },
      });
  });

/** A file of rules for `budget measure --rules`. The first rule that fits a span decides. */
export const rulesSchema = z.strictObject({ version: z.literal(1), rules: z.array(rule) }).meta({
  title: 'Rules for traces',
  description: 'Which spans are which components, where no convention tells.',
});

export type RulesDocument = z.output<typeof rulesSchema>;

/** Rules as the reader of spans takes them. */
export function rulesOf({ rules }: RulesDocument): Rule[] {
  return rules.map(({ name, attributes, component, kind }) => ({
    name: name ?? null,
    attributes: Object.entries(attributes ?? {}).map(([key, value]) => ({ key, value })),
    component: component ?? null,
    kind: kind === undefined ? null : kind === 'ignore' ? 'transport' : kind,
  }));
}
