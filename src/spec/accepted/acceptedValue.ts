import { TIME_CORNERS, type Candidate, primary } from '../../solver/candidate.ts';
import type { Counterproposal } from '../../solver/counterproposal.ts';
import type { Basis } from '../../solver/basis/basis.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../../solver/problem.ts';
import { shareToYaml } from '../../units/share.ts';
import { flowList, flowMap, scalar } from '../../yaml/flowText.ts';
import type { WrittenValue } from '../../yaml/setKey.ts';
import { basisEntries, dollars, duration, type Entry } from './restsOnText.ts';

/** A signed counterproposal, before it is written down. */
export interface Signed {
  readonly problem: Problem;
  readonly candidate: Candidate;
  readonly offer: Counterproposal;
  readonly basis: Basis;
  /** 2026-11-20. */
  readonly date: string;
  readonly by: Readonly<Record<string, string>>;
  /** Reasons that people gave; the others are computed. */
  readonly why: Readonly<Record<string, string>>;
  readonly table: { readonly sha256: string; readonly measured: string | null };
  /** What was accepted before, one list of lines per entry, latest first. */
  readonly history: readonly (readonly string[])[];
}

/**
 * The `accepted:` block that `budget check` holds both sides to.
 *
 * @param seal over what the block says, null before that is known
 */
export function acceptedValue(signed: Signed, seal: string | null): WrittenValue {
  const entries = [
    ...entriesOf(signed),
    ...(seal === null ? [] : [{ key: 'seal', value: JSON.stringify(seal) }]),
  ];
  return {
    lines: (step) => [
      ...entries.flatMap(({ key, value }) =>
        typeof value === 'string'
          ? [`${key}: ${value}`]
          : [`${key}:`, ...value.map(([name, text]) => `${step}${scalar(name)}: ${text}`)],
      ),
      ...historyLines(signed.history, step),
    ],
    flow: flowMap([
      ...entries.map(
        ({ key, value }) => [key, typeof value === 'string' ? value : flowMap(value)] as const,
      ),
      ...(signed.history.length === 0
        ? []
        : [['history', flowList(signed.history.map((lines) => lines.join(' ')))] as const]),
    ]),
  };
}

function entriesOf(signed: Signed): Entry[] {
  const { candidate, offer, by, table } = signed;
  const { id, choices, accuracy, cost } = offer.architecture;
  const why = reasons(signed);
  const signers = Object.entries(by).map(([side, who]) => [side, scalar(who)] as const);
  return [
    { key: 'id', value: JSON.stringify(id) },
    { key: 'date', value: signed.date },
    { key: 'statement', value: JSON.stringify(offer.statement) },
    { key: 'choices', value: flowMap(Object.entries(choices).map(writtenChoice)) },
    ...(why.length === 0 ? [] : [{ key: 'why', value: why }]),
    ...times(signed.problem, candidate),
    ...(accuracy.value === null
      ? []
      : [{ key: 'accuracy', value: shareToYaml(Number(accuracy.value.toFixed(3))) }]),
    ...(cost.perRequest === null
      ? []
      : [{ key: 'cost', value: flowMap(costs(signed.problem, candidate)) }]),
    ...(signers.length === 0 ? [] : [{ key: 'by', value: flowMap(signers) }]),
    {
      key: 'table',
      value: flowMap([
        ['sha256', JSON.stringify(table.sha256)],
        ...(table.measured === null ? [] : [['measured', table.measured] as const]),
      ]),
    },
    ...basisEntries(signed.basis),
  ];
}

function writtenChoice([key, value]: [string, string | readonly string[]]): [string, string] {
  return [scalar(key), typeof value === 'string' ? scalar(value) : flowList(value.map(scalar))];
}

/** People's reasons first where they gave one, in the order of the workflow. */
function reasons({ offer, why }: Signed): [string, string][] {
  const computed = offer.reasons.map(({ key, why: reason }): [string, string] => [
    key,
    JSON.stringify(why[key] ?? reason),
  ]);
  const more = Object.entries(why)
    .filter(([key]) => !offer.reasons.some((reason) => reason.key === key))
    .map(([key, reason]): [string, string] => [key, JSON.stringify(reason)]);
  return [...computed, ...more];
}

/** Every percentile that is limited; without a limit on time, the one that is shown. */
function times(problem: Problem, candidate: Candidate): Entry[] {
  const stated = TIME_CORNERS.filter((corner) => problem.limits[corner] !== null);
  const { corner: shown, p } = primary(problem);
  const limited = stated.length === 0 ? [shown] : stated;
  return limited.flatMap((corner) => {
    const percentiles = problem.limits[corner]?.map((limit) => limit.p) ?? [p];
    const values = percentiles.flatMap((each) => {
      const ms = candidate.time(corner, each);
      return ms === null || !Number.isFinite(ms)
        ? []
        : [[percentileName(each), duration(ms)] as const];
    });
    return values.length === 0 ? [] : [{ key: corner, value: flowMap(values) }];
  });
}

function costs(problem: Problem, { cost }: Candidate): (readonly [string, string])[] {
  const { cost: limit } = problem.limits;
  const entries = [
    ['per_request', cost.perRequest, true],
    ['per_conversation', cost.perConversation, (limit?.perConversation ?? null) !== null],
    ['per_month', cost.perMonth.launch, (limit?.perMonth ?? null) !== null],
  ] as const;
  return entries.flatMap(([key, usd, wanted]) =>
    usd === null || !wanted ? [] : [[key, dollars(usd)] as const],
  );
}

function historyLines(history: Signed['history'], step: string): string[] {
  if (history.length === 0) return [];
  return [
    'history:',
    ...history.flatMap((lines) => {
      const first = lines.findIndex((line) => !/^\s*(?:#|$)/u.test(line));
      return lines.map((line, index) => {
        if (line === '') return '';
        return `${step}${index === first ? '- ' : index < first ? '' : '  '}${line}`;
      });
    }),
  ];
}
