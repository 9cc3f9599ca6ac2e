import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/solver/problem.ts';
import type { AgentResult } from '../../src/solver/result.ts';
import { solve } from '../../src/solver/solve.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { allArchitectures } from '../support/bruteForce.ts';
import { randomLimits } from '../support/limits.ts';
import {
  ascending,
  feasible,
  figuresOf,
  frontier,
  holds,
  holdsAll,
  inOrder,
  matches,
  NEAR,
  pickTwo,
  type Row,
  rowsOf,
  shownTime,
  stated,
  surelyAccurate,
  TIMES,
} from '../support/rules.ts';

const PROBLEMS = sampleProblems(150, 20261121, {
  steps: 5,
  tools: 4,
  shortcuts: 2,
  architectures: 200,
  unknown: 0.03,
  unknownPrices: false,
  tangles: false,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
});

interface Case {
  readonly index: number;
  readonly problem: Problem;
  readonly rows: readonly Row[];
  readonly result: AgentResult;
}

function resultOf(problem: Problem, strict = false): AgentResult {
  const answer = solve(problem, { strict });
  if ('tooMany' in answer) throw new Error(`${answer.tooMany.architectures} architectures`);
  return answer.result;
}

const CASES = PROBLEMS.map((plain, index): Case => {
  const rows = rowsOf(plain);
  const problem = { ...plain, limits: randomLimits(plain, rows, index) };
  return { index, problem, rows, result: resultOf(problem) };
});

const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('the random problems', () => {
  test('ask hard questions: something is feasible, and limits bind, in many of them', () => {
    const count = (test: (one: Case) => boolean) => CASES.filter(test).length;
    expect(count(({ result }) => result.feasible.length > 0)).toBeGreaterThan(40);
    expect(count(({ result }) => result.feasible.length === 0)).toBeGreaterThan(15);
    expect(count(({ result }) => result.frontier.length > 3)).toBeGreaterThan(60);
    expect(count(({ result }) => result.searched.withTools > 100)).toBeGreaterThan(30);
    expect(
      count(({ rows }) => rows.some((row) => row.accuracy.basis === 'measured')),
    ).toBeGreaterThan(60);
    expect(
      count(({ rows }) => rows.some((row) => row.accuracy.basis === 'unknown')),
    ).toBeGreaterThan(15);
  });
});

describe.each(CASES)('random problem $index', ({ problem, rows, result }) => {
  const corners = stated(problem);
  const wanted = rows.filter((row) => holds(problem, row, 'tools'));
  const byId = new Map(rows.map((row) => [row.id, row]));

  const rowsNamed = (list: readonly { readonly id: string }[]): Row[] =>
    list.map(({ id }) => {
      const row = byId.get(id);
      if (row === undefined) throw new Error(`${id} is no architecture`);
      return row;
    });

  test('space sizes are the counts of a plain enumeration', () => {
    expect(result.searched.architectures).toBe(allArchitectures(problem, 'wanted').length);
    expect(result.searched.withTools).toBe(rows.length);
    expect(new Set(idsOf(rows)).size).toBe(rows.length);
  });

  test('feasible: everything that holds all limits, known, met, cheap, fast, accurate first', () => {
    const expected = idsOf(feasible(problem, rows));
    expect(idsOf(result.feasible)).toEqual(expected);
    expect(result.feasibleCount).toEqual({
      value: expected.length,
      low: expected.length,
      high: expected.length,
      exact: true,
    });
  });

  test('frontier: what no other one matches everywhere and beats somewhere', () => {
    const expected = frontier(problem, rows);
    const found = rowsNamed(result.frontier);
    // Whoever is only on one of the two is matched there, up to the lattice.
    for (const row of expected.filter((one) => !found.includes(one))) {
      expect(
        found.some((other) => matches(problem, other, row)),
        row.id,
      ).toBe(true);
    }
    for (const row of found.filter((one) => !expected.includes(one))) {
      expect(
        expected.some((other) => matches(problem, row, other)),
        row.id,
      ).toBe(true);
    }
    expect(found).toEqual(found.toSorted(inOrder(problem)));
    expect(result.searched.frontier).toBe(result.frontier.length);
  });

  test('pick two: one entry per stated limit, the best it can be while the others hold', () => {
    expect(result.pickTwo.map(({ gives }) => gives)).toEqual(corners);
    for (const { gives, keep, architecture } of result.pickTwo) {
      expect(keep).toEqual(corners.filter((corner) => corner !== gives));
      expect(architecture?.id ?? null, gives).toBe(pickTwo(problem, rows, gives)?.id ?? null);
    }
  });

  test('meets: yes, unclear where only the estimate holds or a figure is unknown, else no', () => {
    for (const architecture of [...result.frontier, ...result.feasible]) {
      const row = byId.get(architecture.id);
      if (row === undefined) throw new Error('not an architecture');
      expect(Object.keys(architecture.meets)).toEqual(corners);
      for (const corner of corners) {
        const unknown = corner === 'cost' && row.cost.perRequest === null;
        const unsure = corner === 'accuracy' && !surelyAccurate(problem, row);
        const no = row.accuracy.value === null && corner === 'accuracy' ? 'unclear' : 'no';
        const expected = holds(problem, row, corner)
          ? unsure
            ? 'unclear'
            : 'yes'
          : unknown
            ? 'unclear'
            : no;
        expect(architecture.meets[corner], corner).toBe(expected);
      }
    }
  });

  test('near misses, where nothing fits: misses as they are, none beaten in every miss', () => {
    if (result.feasible.length > 0) return;
    const missed = (row: Row) => missesOf(problem, row);
    for (const miss of result.nearMisses) {
      const row = byId.get(miss.id);
      if (row === undefined) throw new Error('not an architecture');
      expect(holds(problem, row, 'tools')).toBe(true);
      expect(holdsAll(problem, row, corners)).toBe(false);
      const mine = missed(row);
      expect(Object.keys(miss.misses).sort()).toEqual(Object.keys(mine).sort());
      for (const [corner, amount] of Object.entries(mine)) {
        const stated = new Map<string, number>(Object.entries(miss.misses)).get(corner);
        expect(
          amount.some((part) => ascending(part, stated ?? null) === 0),
          corner,
        ).toBe(true);
      }
      const better = wanted.filter((other) => beatsEveryMiss(missed(other), mine));
      expect(idsOf(better)).toEqual([]);
    }
    const hopeless = wanted.every(
      (row) => holdsAll(problem, row, corners) || isUnknown(problem, row),
    );
    if (result.nearMisses.length === 0) expect(hopeless).toBe(true);
  });

  test('cliff: the best accuracy within every latency, fastest first', () => {
    const along = TIMES.find((corner) => corners.includes(corner)) ?? 'latency';
    const held = corners.filter((corner) => corner !== 'accuracy' && corner !== along);
    const known = wanted.filter(
      (row) => row.accuracy.value !== null && holdsAll(problem, row, held),
    );
    // Nothing is reached sooner than the cliff says, up to the lattice, nor later.
    for (const row of known) {
      const within = (shownTime(problem, row) ?? Infinity) * NEAR;
      const point = result.cliff.findLast(({ latencyMs }) => latencyMs <= within);
      expect(point?.accuracy).toBeGreaterThanOrEqual((row.accuracy.value ?? 0) - 1e-9);
    }
    for (const [row] of result.cliff.map(({ architecture }) => rowsNamed([architecture]))) {
      expect(row !== undefined && known.includes(row)).toBe(true);
    }
    const times = result.cliff.map(({ latencyMs }) => latencyMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(result.cliff.length === 0).toBe(known.length === 0);
  });
});

describe('strict', () => {
  test.each(CASES.filter(({ index }) => index % 3 === 0))(
    'random problem $index: feasible keeps those whose lower bound holds, too',
    ({ problem, rows }) => {
      const expected = feasible(problem, rows).filter((row) => surelyAccurate(problem, row));
      expect(idsOf(resultOf(problem, true).feasible)).toEqual(idsOf(expected));
    },
  );
});

/** By how much every missed limit is missed; several amounts where a corner has several limits. */
function missesOf(problem: Problem, row: Row): Record<string, number[]> {
  const { limits } = problem;
  const misses: Record<string, number[]> = {};
  for (const corner of stated(problem)) {
    if (holds(problem, row, corner) || corner === 'tools') continue;
    if (corner === 'accuracy') {
      const floors = [[row.accuracy.value, limits.accuracy?.atLeast ?? 0] as const].concat(
        [...(limits.accuracy?.tasks ?? [])].map(([task, floor]) => [
          row.accuracy.tasks[task]?.value ?? null,
          floor,
        ]),
      );
      misses[corner] = floors.map(([value, floor]) =>
        value === null ? Number.NaN : floor - value,
      );
    } else if (corner === 'cost') {
      misses[corner] = [
        (row.cost.perRequest ?? Number.NaN) - (limits.cost?.perRequest ?? Infinity),
        (row.cost.perMonth.launch ?? Number.NaN) - (limits.cost?.perMonth ?? Infinity),
      ];
    } else {
      misses[corner] = (limits[corner] ?? []).map(
        ({ p, ms }) => (row.time(corner, p) ?? Number.NaN) - ms,
      );
    }
  }
  return misses;
}

/** Misses less in one corner, and nowhere more, only where every corner has one limit. */
function beatsEveryMiss(a: Record<string, number[]>, b: Record<string, number[]>): boolean {
  const corners = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const amount = (misses: Record<string, number[]>, corner: string) => {
    const list = (misses[corner] ?? [0]).filter((part) => part !== -Infinity);
    return list.length === 1 ? (list[0] ?? Number.NaN) : Number.NaN;
  };
  if (Object.keys(a).length === 0) return false;
  const orders = corners.map((corner) => amount(a, corner) - amount(b, corner) * (1 - 1e-6));
  return orders.every((order) => order < 0);
}

function isUnknown(problem: Problem, row: Row): boolean {
  return (
    row.accuracy.value === null ||
    row.cost.perRequest === null ||
    figuresOf(problem, row).includes(null) ||
    !Number.isFinite(
      sum(
        Object.values(missesOf(problem, row))
          .flat()
          .filter((part) => part !== -Infinity),
      ),
    )
  );
}
