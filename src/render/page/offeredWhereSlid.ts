import { primary } from '../../solver/candidate.ts';
import { type Choices, choicesFrom } from '../../solver/choices.ts';
import { timeParts } from '../../solver/explain/timeParts.ts';
import type { LatencyEvaluator } from '../../solver/latency.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../../solver/problem.ts';
import type { AgentResult } from '../../solver/result.ts';
import { answer } from '../../solver/whatIf/answer.ts';
import type { WhatIf } from '../../solver/whatIf/whatIf.ts';
import { viewOfResult } from './agentView.ts';
import { limitsAt } from './controls/controls.ts';
import { slidersOf } from './controls/slidersOf.ts';
import type { TakenApart } from './takenApart.ts';

/** Architectures taken apart per agent. */
const MOST = 48;

/** Questions asked to find out what may be offered. */
const MOST_ASKED = 120;

/**
 * Where the time goes in what is offered as asked, in today, and in what is offered when one slider is
 * dragged from end to end: what a reader will most likely look at.
 */
export function offeredWhereSlid(
  problem: Problem,
  latencies: LatencyEvaluator,
  result: AgentResult,
  { stored, strict }: { readonly stored: WhatIf; readonly strict: boolean },
): TakenApart[] {
  const { offered, today } = viewOfResult(result);
  const found = new Map<string, { readonly name: string; readonly choices: Choices }>();
  for (const each of [offered, today]) {
    if (each !== null)
      found.set(each.id, { name: each.name, choices: choicesFrom(each.choices, problem) });
  }
  for (const id of offeredBy(stored, strict)) {
    const architecture = stored.architectures.find((each) => each.id === id);
    if (architecture !== undefined && !found.has(id) && found.size < MOST)
      found.set(id, architecture);
  }
  const { corner, p } = primary(problem);
  const q = corner === 'latency' ? p : 0.95;
  return [...found].map(([id, { name, choices }]) => ({
    id,
    name,
    percentile: percentileName(q),
    ms: sixDigits(latencies.at(choices, 'latency', q) ?? 0),
    parts: timeParts(problem, latencies, choices, q).map(
      ({ name: part, choice, ms, perRequest }) =>
        [part, choice, sixDigits(ms), perRequest && sixDigits(perRequest)] as const,
    ),
  }));
}

/** Ids of what is offered at the stops of each slider, the others as asked. */
function offeredBy(stored: WhatIf, strict: boolean): Set<string> {
  const places = slidersOf(stored).flatMap(({ key, stops }) =>
    stops.map((stop) => ({ [key]: stop })),
  );
  const step = Math.max(1, Math.ceil(places.length / MOST_ASKED));
  const asked = places.filter((_, index) => index % step === 0);
  return new Set(
    asked.flatMap((at) => answer(stored, limitsAt(stored, at), strict).offered?.id ?? []),
  );
}

function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
