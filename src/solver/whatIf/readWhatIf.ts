import { type Accuracy, UNKNOWN_ACCURACY } from '../accuracy.ts';
import type { StoredArchitecture } from './storedCandidate.ts';
import type { WhatIf } from './whatIf.ts';
import {
  BASES,
  BETWEEN_WORDS,
  NONE,
  type WrittenAccuracy,
  type WrittenArchitecture,
  type WrittenWhatIf,
} from './written.ts';

/** Reads what `writeWhatIf` wrote. */
export function readWhatIf(written: WrittenWhatIf): WhatIf {
  const { today, accuracyLimit, limits } = written;
  return {
    problem: {
      ...written.problem,
      limits: {
        ...limits,
        accuracy: accuracyLimit && {
          atLeast: accuracyLimit.atLeast,
          tasks: new Map(accuracyLimit.tasks),
        },
      },
      today: today && { values: new Map(today[0]), tools: today[1], order: today[2] },
    },
    complete: written.complete,
    everySet: written.everySet,
    mostDropped: written.mostDropped,
    epsilon: written.epsilon,
    architectures: written.architectures.map((each) => readArchitecture(written, each)),
  };
}

function readArchitecture(
  { problem, choices, words, toolSets, tasks, accuracies, times }: WrittenWhatIf,
  written: WrittenArchitecture,
): StoredArchitecture {
  const [id, name, values, set, parallel, wanted, accuracy, ms, perRequest, month12] = written;
  const { turns, requests } = problem.traffic;
  const kept = toolSets[set] ?? { tools: [], share: null, about: false };
  const known = accuracies[accuracy];
  return {
    id,
    name: name.map((word) => words[word] ?? '').join(BETWEEN_WORDS),
    choices: {
      values: new Map(
        choices.flatMap(([key, all], index) => {
          const value = all[values[index] ?? NONE];
          return value === undefined ? [] : [[key, value] as const];
        }),
      ),
      tools: kept.tools,
      order: parallel === 1 ? 'parallel' : 'series',
    },
    times: Object.fromEntries(times.map((key, index) => [key, ms[index] ?? null])),
    accuracy: known === undefined ? UNKNOWN_ACCURACY : readAccuracy(known, tasks),
    cost: {
      perRequest,
      perConversation: perRequest === null ? null : perRequest * turns,
      perMonth: {
        launch: perRequest === null || requests === null ? null : perRequest * requests,
        month12,
      },
      parts: {},
    },
    coverage: { share: kept.share, about: kept.about },
    wanted: wanted === 1,
  };
}

function readAccuracy(
  [value, low, high, basis, n, ...figures]: WrittenAccuracy,
  tasks: readonly string[],
): Accuracy {
  const known = tasks.flatMap((name, index) => {
    const [share = null, least = null, most = null] = figures.slice(3 * index, 3 * index + 3);
    return share === null ? [] : [[name, { value: share, low: least, high: most }] as const];
  });
  return {
    value,
    low,
    high,
    basis: BASES[basis] ?? 'unknown',
    n,
    tasks: Object.fromEntries(known),
  };
}
