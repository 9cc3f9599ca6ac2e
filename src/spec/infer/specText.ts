import { wholeCallShares } from './wholeCallShares.ts';
import { percent, type InferredAgent, type InferredStep } from './inferAgent.ts';

/** All that a written spec says. */
export interface SpecDraft {
  readonly agent: string;
  /** From the spec's folder. */
  readonly table: string;
  readonly inferred: InferredAgent;
  /** Null where the agent has fewer than two tools. */
  readonly order: 'series' | 'parallel' | null;
  /** As a duration with its unit; null where no time is known. */
  readonly p95: string | null;
  /** As a rate, with where it comes from; null where requests were not counted. */
  readonly traffic: { readonly requests: string; readonly note: string } | null;
  readonly schema: string | null;
  /** What the reader should know of where all this comes from. */
  readonly origin: readonly string[];
}

/** The text of a spec, commented: what was inferred, what was measured, what to fill in. */
export function specText(draft: SpecDraft): string {
  return `${[
    ...(draft.schema === null ? [] : [`# yaml-language-server: $schema=${draft.schema}`]),
    ...draft.origin.map((line) => `# ${line}`),
    'version: 1',
    `table: ${text(draft.table)}`,
    'agents:',
    `  ${text(draft.agent)}:`,
    ...todayLines(draft),
    ...wantLines(draft),
    '    workflow:',
    ...groupLines(draft.inferred.before),
    ...toolLines(draft),
    ...groupLines(draft.inferred.after),
    ...trafficLines(draft),
  ].join('\n')}\n`;
}

function todayLines({ inferred: { today }, order }: SpecDraft): string[] {
  const choices = [
    ...today.map(({ step, variant }) => `${text(step)}: ${text(variant)}`),
    ...(order === null ? [] : [`order: ${order}`]),
  ];
  if (choices.length === 0) return [];
  const mixed = today.filter(({ share }) => share < 0.95);
  return [
    '    # What runs now: the variant that ran most often, where there are several.',
    ...mixed.map(({ step, share }) => `    #   ${step}: ${percent(share)} of its calls ran so`),
    `    today: { ${choices.join(', ')} }`,
  ];
}

function wantLines({ p95, inferred: { tools } }: SpecDraft): string[] {
  const lines = [
    '    # What you want. Start from how it is, then ask for what you need.',
    '    want:',
    ...(p95 === null
      ? ['      # latency: { p95: 2s }']
      : [aside(`      latency: { p95: ${p95} }`, 'about what it is now')]),
    ...(tools.length === 0 ? [] : ['      tools: all']),
    aside('      # ttft: { p95: 1s }', 'first token of the answer'),
    '      # cost: { per_request: $0.03 }',
    aside('      # accuracy: { at_least: 95% }', 'needs evals in the table'),
  ];
  return p95 === null && tools.length === 0 ? [...lines, '      tools: all'] : lines;
}

/** A remark in a column of its own. */
function aside(line: string, remark: string): string {
  return `${line.padEnd(36)} # ${remark}`;
}

function groupLines(groups: readonly (readonly InferredStep[])[]): string[] {
  return groups.flatMap((group) => {
    const [only] = group;
    if (group.length === 1 && only) return [`      - ${stepText(only)}`];
    return [
      aside('      - parallel:', 'they were seen to run at once'),
      ...group.map((step) => `          - ${stepText(step)}`),
    ];
  });
}

function stepText({ step, component, calls, optional, streams, redo, note }: InferredStep): string {
  const parts = [
    `step: ${text(step)}`,
    ...(component === step ? [] : [`component: ${text(component)}`]),
    ...(calls === null ? [] : [`calls: ${callsText(calls)}`]),
    ...(optional ? ['optional: true'] : []),
    ...(streams ? ['streams: true'] : []),
    ...(redo === null
      ? []
      : [
          `on_reject: { redo: ${text(redo.step)}, chance: ${share(redo.chance)}, times: ${redo.times} }`,
        ]),
  ];
  return `{ ${parts.join(', ')} } # ${note}`;
}

function callsText(calls: NonNullable<InferredStep['calls']>): string {
  const [only] = calls;
  if (calls.length === 1 && only) return String(only.count);
  const entries = wholeCallShares(calls).map(
    ({ count, share: part }) => `${count}: ${share(part)}`,
  );
  return `{ ${entries.join(', ')} }`;
}

function share(part: number): string {
  return `${Number((part * 100).toFixed(1))}%`;
}

function toolLines({ inferred: { tools }, order }: SpecDraft): string[] {
  if (tools.length === 0) return [];
  const chosen = order === null ? '' : ', order: any';
  const note = order === null ? '' : ` # today in ${order === 'series' ? 'a row' : 'parallel'}`;
  return [`      - { tools: [${tools.map(text).join(', ')}]${chosen} }${note}`];
}

function trafficLines({ traffic }: SpecDraft): string[] {
  if (traffic === null) return ['    # traffic: { requests: 20k/month }'];
  return [`    traffic: { requests: ${traffic.requests} } # ${traffic.note}`];
}

/** Plain where YAML lets it stand in any place, else quoted. */
function text(value: string): string {
  return /^\p{L}[\p{L}\p{N}._/-]*$/u.test(value) || /^\.\.?\/[\p{L}\p{N}._/-]+$/u.test(value)
    ? value
    : JSON.stringify(value);
}
