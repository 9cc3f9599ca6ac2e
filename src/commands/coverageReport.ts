import { hanging } from '../render/text/wrap.ts';
import { formatCount } from '../units/count.ts';
import { formatShare } from '../units/share.ts';
import type { Coverage, Measurement } from '../traces/measurement.ts';
import type { Rejection } from '../traces/rejections.ts';
import type { Source } from '../traces/span.ts';

/** As long as nobody says how wide the terminal is. */
const USUAL_WIDTH = 80;
const LABEL = 10;
const FIGURE = 9;
const SHORTEST_PLACE = 14;

/** Agents spend less on themselves; more is most often work without a span (trace-formats 4.3). */
const MUCH = 0.1;

/**
 * What was read, what was left out and why, and what the traces do not tell, for people: one fact a
 * line. A line that is wider than the terminal goes on below itself, and paths lose their beginning.
 *
 * @param width columns
 */
export function coverageReport(measurement: Measurement, width = USUAL_WIDTH): string {
  const { coverage } = measurement;
  return [
    ...fileLines(coverage, width),
    ...lineLines(coverage, width),
    ...spanLines(coverage, width),
    ...sourceLines(coverage),
    ...requestLines(measurement),
    ...modelCallLines(coverage),
    ...oddities(coverage),
  ]
    .map((line) => `${fitted(line, width)}\n`)
    .join('');
}

/** Beside its label, or beside its figure. */
function fitted(line: string, width: number): string {
  if (line.length <= width) return line;
  const indent = line.startsWith(' '.repeat(LABEL)) && line[LABEL] === ' ' ? LABEL + FIGURE : LABEL;
  return hanging(line.slice(0, indent), line.slice(indent), width);
}

function fileLines({ files, origin }: Coverage, width: number): string[] {
  if (origin !== null)
    return [fact('read', origin.what), ...origin.notes.map((note) => fact('', note))];
  const read = fact('files', `${counted(files.read, 'file')} read`);
  return [
    read,
    ...files.notRead.map(({ name, reason }) =>
      detail('unread', withPlace('', name, `: ${reason}`, width)),
    ),
    ...files.damaged.map(({ name, reason }) =>
      detail('damaged', withPlace('', name, `: ${reason}`, width)),
    ),
  ];
}

function lineLines({ lines, origin }: Coverage, width: number): string[] {
  const rejected = total(lines.rejected);
  const parts = { accepted: lines.accepted, rejected, blank: lines.blank };
  const label = origin === null ? 'lines' : 'rows';
  return [
    fact(label, divided(lines.total, parts)),
    ...lines.rejected.map((each) => rejection(each, width)),
  ];
}

function spanLines({ spans }: Coverage, width: number): string[] {
  if (spans.total === 0) return [];
  const rejected = total(spans.rejected);
  const parts = { counted: spans.counted, duplicate: spans.duplicate, rejected };
  const orphans =
    spans.orphan === 0
      ? []
      : [
          detail(
            formatCount(spans.orphan),
            'orphans: their parent was never seen (they are counted)',
          ),
        ];
  return [
    fact('spans', divided(spans.total, parts)),
    ...spans.rejected.map((each) => rejection(each, width)),
    ...orphans,
  ];
}

function rejection({ reason, count, first }: Rejection, width: number): string {
  return detail(formatCount(count), withPlace(`${reason}, first at `, first, '', width));
}

/** A long path keeps its end: that is where the file and the line are. */
function withPlace(before: string, place: string, after: string, width: number): string {
  const room = Math.max(width - LABEL - FIGURE - before.length - after.length, SHORTEST_PLACE);
  return before + (place.length > room ? `…${place.slice(1 - room)}` : place) + after;
}

/** What each source is known to leave out, with the versions in which that was counted. */
const LOSSES: Partial<Record<Source, string>> = {
  Traceloop: 'drops failed calls: error rates are lower bounds',
  OpenInference: 'JS loses failed calls, and tokens of streams',
  'AI SDK 4-6': 'shows every attempt: retries are counted apart',
  'Claude Code': 'counts the wait for a permission to a tool’s time',
  'gateway log': 'holds calls only: no tools, no whole requests',
};

/** Retries that these hide inside one longer call. */
const HIDES_RETRIES: ReadonlySet<Source> = new Set<Source>([
  'OTel GenAI',
  'Langfuse',
  'LangSmith',
  'Claude Code',
]);

function sourceLines({ spans: { sources } }: Coverage): string[] {
  const named = sources.filter(({ source }) => source !== 'plain' && source !== 'trace object');
  if (named.length === 0) return [];
  return [
    fact('sources', named.map(({ source }) => source).join(', ')),
    ...named.flatMap(({ source }) => {
      const loss = LOSSES[source];
      return loss === undefined ? [] : [detail('note', `${source} ${loss}`)];
    }),
    ...(named.some(({ source }) => HIDES_RETRIES.has(source))
      ? [detail('note', 'retries may hide inside calls: those then only look longer')]
      : []),
  ];
}

function requestLines({ coverage, requests, components }: Measurement): string[] {
  const { traces, explained, orchestration } = coverage;
  if (
    requests +
      traces.rootless +
      traces.multiRoot +
      traces.withoutAgent +
      traces.gateway +
      traces.outside ===
    0
  )
    return [];
  return [
    fact('requests', `${formatCount(requests)} (traces with exactly one root)`),
    ...some(traces.outside, 'traces begin outside of the period asked for: left out'),
    ...some(traces.failed, 'failed: no answer; not in the end-to-end times'),
    ...some(traces.gateway, 'groups of calls in gateway logs: in components, not end to end'),
    ...some(traces.rootless, 'traces without a root: in components, not end to end'),
    ...some(traces.multiRoot, 'traces with several roots: in components, not end to end'),
    ...some(traces.withoutAgent, 'traces without a model call, tool or agent: skipped'),
    ...(explained === null
      ? []
      : [
          detail(
            formatShare(explained, 1),
            `of their time lies in the ${counted(components.length, 'component')} found`,
          ),
        ]),
    ...(orchestration !== null && orchestration > MUCH
      ? [
          detail(
            formatShare(orchestration, 1),
            'of it waits for nothing named: a model or tool call may lack its span, or the agent itself is slow',
          ),
        ]
      : []),
  ];
}

/** What a missing figure costs the reader of the table. */
const SOME = {
  tokens: 'cost is taken from the calls that do',
  ttft: 'first-token limits see only the calls that do',
  effort: 'variants may mix calls of several efforts',
  reasoning: 'for the others it is inside the output',
} as const;

const NONE = {
  tokens: 'no cost can be computed',
  ttft: 'first-token limits cannot be checked',
  effort: 'variants are told apart by model only',
  reasoning: 'hidden tokens are inside the output',
} as const;

const WORDS = {
  tokens: 'tokens',
  ttft: 'first token',
  effort: 'effort',
  reasoning: 'reasoning',
} as const;

function modelCallLines({ modelCalls }: Coverage): string[] {
  const { total: all } = modelCalls;
  if (all === 0) return [];
  const keys = ['tokens', 'ttft', 'effort', 'reasoning'] as const;
  return [
    fact('calls', `${counted(all, 'model call')} succeeded; of these, how many report their`),
    ...keys.map((key) =>
      detail(
        formatShare(Math.floor((modelCalls[key] / all) * 100) / 100),
        reported(key, modelCalls[key], all),
      ),
    ),
  ];
}

function reported(key: keyof typeof WORDS, known: number, all: number): string {
  if (known === all) return WORDS[key];
  return `${WORDS[key].padEnd(12)} ${known === 0 ? NONE[key] : SOME[key]}`;
}

function oddities({ skewed, ttftNotCredible, unpricedCalls, neverSucceeded }: Coverage): string[] {
  return [
    ...some(skewed, 'spans of other clocks outside of their parent: moved into it'),
    ...some(ttftNotCredible, 'first-token times outside their call: left out'),
    ...some(unpricedCalls, 'calls of several models inside one component: no tokens'),
    ...neverSucceeded.map((name) => detail('no time', `${name}: not one call succeeded`)),
  ];
}

function some(count: number, text: string): string[] {
  return count === 0 ? [] : [detail(formatCount(count), text)];
}

function fact(label: string, text: string): string {
  return `${label.padEnd(LABEL)}${text}`;
}

function detail(figure: string, text: string): string {
  return `${' '.repeat(LABEL)}${figure.padStart(FIGURE - 2)}  ${text}`;
}

/** How a total divides: `14, all accepted` or `14: 12 accepted, 2 rejected`. */
function divided(all: number, parts: Readonly<Record<string, number>>): string {
  const present = Object.entries(parts).filter(([, count]) => count > 0);
  const [only] = present;
  if (present.length <= 1) return only === undefined ? '0' : `${formatCount(all)}, all ${only[0]}`;
  return `${formatCount(all)}: ${present.map(([word, count]) => `${formatCount(count)} ${word}`).join(', ')}`;
}

function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function total(rejections: readonly Rejection[]): number {
  return rejections.reduce((sum, { count }) => sum + count, 0);
}
