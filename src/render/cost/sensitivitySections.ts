import type { AgentCost } from '../../solver/costing/agentCost.ts';
import { formatCount } from '../../units/count.ts';
import { hostMarks } from '../hostMark.ts';
import { moneyOrUnknown } from '../words.ts';
import type { ContextLine } from '../../solver/costing/contextLines.ts';
import type { Section } from './section.ts';
import { volumeCount } from './volumeWords.ts';

/** What the month becomes with another context, and with other volumes. */
export function sensitivitySections(agent: AgentCost): Section[] {
  return [...context(agent), ...volume(agent)];
}

/** Of the step whose calls cost most; JSON has them all. */
function context({ context: lines }: AgentCost): Section[] {
  const nowOf = ({ inputs }: ContextLine) => inputs.find(({ stated }) => stated)?.perMonth ?? 0;
  const dearest = lines.toSorted((a, b) => nowOf(b) - nowOf(a))[0];
  return (dearest ? [dearest.step] : []).map((step) => {
    const own = lines.filter((line) => line.step === step);
    const sizes = [
      ...new Set(own.flatMap(({ inputs }) => inputs.map(({ tokens }) => tokens))),
    ].sort((a, b) => a - b);
    const stated = new Set(
      own.flatMap(({ inputs }) => inputs.filter((each) => each.stated).map(({ tokens }) => tokens)),
    );
    return {
      title: `A month of ${step} calls by tokens of input, without a cache:`,
      table: {
        columns: [
          { head: 'model' },
          ...sizes.map((tokens) => ({
            head: `${formatCount(tokens)}${stated.has(tokens) ? ' (now)' : ''}`,
            align: 'decimal' as const,
            // What is stated stays the longest.
            ...(stated.has(tokens) ? {} : { optional: tokens }),
          })),
        ],
        rows: own.map(({ model, inputs }) => [
          model,
          ...sizes.map((tokens) => {
            const found = inputs.find((each) => each.tokens === tokens);
            return found === undefined ? '' : moneyOrUnknown(found.perMonth);
          }),
        ]),
      },
    };
  });
}

function volume({ volume: all, hosts, breakEven, traffic }: AgentCost): Section[] {
  const lines = all.filter(
    ({ step, variant }) =>
      hosts.some((row) => row.step === step && row.variant === variant && row.replicas === null) ||
      breakEven.some((each) => each.step === step && each.variant === variant),
  );
  const mark = hostMarks(hosts);
  const [first] = lines;
  if (first === undefined || first.volumes.length === 0) return [];
  const unit = traffic.turns > 1 ? 'conversations' : 'requests';
  const severalSteps = new Set(lines.map(({ step }) => step)).size > 1;
  return [
    {
      title: `A month by ${unit}:`,
      table: {
        columns: [
          { head: '' },
          { head: 'model and host' },
          ...first.volumes.map(({ requests }) => ({
            head: volumeCount(requests, traffic.turns),
            align: 'decimal' as const,
            optional: requests,
          })),
        ],
        rows: lines.map(({ step, variant, volumes }) => [
          mark(step, variant),
          severalSteps ? `${step}: ${variant}` : variant,
          ...volumes.map(({ perMonth }) => moneyOrUnknown(perMonth)),
        ]),
      },
    },
  ];
}
