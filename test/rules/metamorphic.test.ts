import { describe, expect, it } from 'vitest';
import type { AgentResult, Architecture } from '../../src/solver/result.ts';
import { randomTexts, type Texts } from '../support/oracle/randomTexts.ts';
import {
  at,
  changed,
  figuresIn,
  numbersOf,
  type Raw,
  short,
  solvedTexts,
} from '../support/solvedTexts.ts';

/**
 * What a change of the files must change in the answer, and what it must not, whatever the files say:
 * laws that hold between two answers of which neither needs to be known.
 */

/** Random specs that break no rule, with their answers. */
const CASES = Array.from({ length: 28 }, (_, index) => 1000 + index)
  .map((seed) => ({ seed, texts: randomTexts(seed) }))
  .map(({ seed, texts }) => ({ seed, texts, result: solvedTexts(texts) }))
  .flatMap(({ seed, texts, result }) => (result ? [{ seed, texts, result }] : []));

/** Every so many of them, starting with one: each law has its own. */
const some = (first: number, step = 4) => CASES.filter((_, index) => index % step === first % step);

function solved(texts: Texts): AgentResult {
  const result = solvedTexts(texts);
  if (result === null) throw new Error(`not solved:\n${texts.spec}\n${texts.table}`);
  return result;
}

const components = (table: Raw) => Object.values(at(table, 'components')) as Raw[];
const steps = (items: readonly Raw[]): Raw[] =>
  items.flatMap((item) => {
    const inside = (item['parallel'] ?? item['sequence']) as Raw[] | undefined;
    if (inside) return steps(inside);
    return item['step'] === undefined ? [] : [item];
  });
const workflow = (agent: Raw) => agent['workflow'] as Raw[];

/** Every component with its variants, as maps that may be changed. */
const ways = (table: Raw): Raw[] =>
  components(table).flatMap((component) => [
    component,
    ...(Object.values((component['variants'] ?? {}) as Raw) as Raw[]),
  ]);

describe('what says the same in other words changes no figure', () => {
  const expectSameFigures = (
    texts: Texts,
    result: AgentResult,
    change: Parameters<typeof changed>[1],
  ) => expect(figuresIn(solved(changed(texts, change)))).toEqual(figuresIn(result));

  it.each(some(0))('defaults that are written out ($seed)', ({ texts, result }) => {
    expectSameFigures(texts, result, ({ agent, table }) => {
      for (const step of steps(workflow(agent))) {
        step['component'] ??= step['step'];
        step['optional'] ??= false;
        step['streams'] ??= false;
        step['shows_progress'] ??= false;
        const reject = step['on_reject'] as Raw | undefined;
        if (reject) reject['times'] ??= 1;
      }
      for (const item of workflow(agent)) if (item['tools']) item['order'] ??= 'series';
      for (const component of components(table)) component['calls'] ??= 1;
      agent['hosts'] = ['api'];
      agent['caching'] = 'off';
    });
  });

  it.each(some(1))('a workflow in a sequence of its own ($seed)', ({ texts, result }) => {
    expectSameFigures(texts, result, ({ agent }) => {
      agent['workflow'] = [{ sequence: workflow(agent) }];
    });
  });

  it.each(some(2))('a step alone in a parallel block ($seed)', ({ texts, result }) => {
    const isFree = (items: readonly Raw[]) => items.every((item) => !item['on_reject']);
    expectSameFigures(texts, result, ({ agent }) => {
      const items = workflow(agent);
      if (isFree(steps(items))) agent['workflow'] = items.map((item) => ({ parallel: [item] }));
    });
  });

  it.each(some(3))(
    'what a component states, stated by each of its variants',
    ({ texts, result }) => {
      expectSameFigures(texts, result, ({ table }) => {
        for (const component of components(table)) {
          const variants = component['variants'] as Record<string, Raw> | undefined;
          if (!variants) continue;
          const inherited = ['model', 'effort', 'latency', 'ttft', 'tokens', 'cost', 'fixed_cost'];
          for (const key of inherited.filter((each) => component[each] !== undefined)) {
            for (const variant of Object.values(variants)) variant[key] ??= component[key];
            delete component[key];
          }
        }
      });
    },
  );

  it.each(some(0))('durations in other units ($seed)', ({ texts, result }) => {
    const inSeconds = (text: string) =>
      text.replaceAll(/\b(\d+)ms\b/g, (_, ms: string) => `${Number(ms) / 1000}s`);
    const other = { spec: inSeconds(texts.spec), table: inSeconds(texts.table) };
    expect(figuresIn(solved(other))).toEqual(figuresIn(result));
  });

  it.each(some(1))('shares of a mixture in another order ($seed)', ({ texts, result }) => {
    expectSameFigures(texts, result, ({ table }) => {
      for (const way of ways(table)) {
        const latency = way['latency'] as { mix?: unknown[] } | string | undefined;
        if (typeof latency === 'object') latency.mix?.reverse();
      }
    });
  });

  it.each(some(2))('a part of a mixture that is split in two ($seed)', ({ texts, result }) => {
    expectSameFigures(texts, result, ({ table }) => {
      for (const way of ways(table)) {
        const latency = way['latency'] as { mix?: [string, unknown][] } | string | undefined;
        if (typeof latency !== 'object' || latency.mix?.length !== 2) continue;
        const [[, often], rest] = latency.mix as [[string, unknown], [string, unknown]];
        latency.mix = [['50%', often], ['30%', often], rest];
      }
    });
  });

  it.each(some(3))('rates by the year ($seed)', ({ texts, result }) => {
    expectSameFigures(texts, result, ({ agent }) => {
      const traffic = agent['traffic'] as Record<string, string> | undefined;
      for (const key of ['requests', 'conversations', 'in_12_months']) {
        if (!traffic?.[key]) continue;
        const [count = ''] = traffic[key].split('/');
        const monthly = count.endsWith('k') ? Number(count.slice(0, -1)) * 1000 : Number(count);
        traffic[key] = `${monthly * 12}/year`;
      }
    });
  });
});

describe('names are only names', () => {
  it.each(some(0))('a step that is called otherwise ($seed)', ({ texts, result }) => {
    const other = changed(texts, ({ agent }) => {
      const [first] = steps(workflow(agent));
      const old = String(first?.['step']);
      if (!first) return;
      first['component'] ??= old;
      first['step'] = 'renamed';
      for (const step of steps(workflow(agent))) {
        const reject = step['on_reject'] as Raw | undefined;
        if (reject?.['redo'] === old) reject['redo'] = 'renamed';
      }
      for (const shortcut of (agent['shortcuts'] ?? []) as { skips: string[] }[])
        shortcut.skips = shortcut.skips.map((skip) => (skip === old ? 'renamed' : skip));
    });
    expect(figuresIn(solved(other))).toEqual(figuresIn(result));
  });

  it.each(some(1))(
    'a component that is called otherwise, everywhere ($seed)',
    ({ texts, result }) => {
      const renamed = (text: string) => text.replaceAll(/\bplan\b/g, 'reasoning');
      const other = { spec: renamed(texts.spec), table: renamed(texts.table) };
      expect(figuresIn(solved(other))).toEqual(figuresIn(result));
    },
  );

  it.each(some(2))(
    'ids change with choices and never with numbers ($seed)',
    ({ texts, result }) => {
      const slower = changed(texts, ({ agent }) => {
        agent['want'] = { latency: { p95: '100s' }, tools: 'all' };
        agent['traffic'] = { requests: '7/month', turns: 1, active_hours: 24, peak: '1x' };
      });
      const ids = (list: readonly Architecture[]) =>
        new Map(list.map(({ id, choices }) => [id, JSON.stringify(choices)]));
      const [before, after] = [ids(result.feasible), ids(solved(slower).feasible)];
      for (const [id, choices] of before) if (after.has(id)) expect(after.get(id)).toBe(choices);
      expect(new Set(before.values()).size).toBe(before.size);
      expect([...after.keys()].every((id) => /^[0-9a-f]{8}$/.test(id))).toBe(true);
    },
  );
});

describe('time', () => {
  it.each(some(3))(
    'k times as long is k times as long, everywhere ($seed)',
    ({ texts, result }) => {
      const times = 3;
      const longer = (text: string) =>
        text.replaceAll(/\b(\d+)ms\b/g, (_, ms: string) => `${Number(ms) * times}ms`);
      const other = solved({ spec: longer(texts.spec), table: longer(texts.table) });
      const scaled = (list: readonly Architecture[]) =>
        list.map(({ id, latency }) => [
          id,
          ...[latency.e2e, latency.ttft, latency.progress].flatMap((each) =>
            each ? [each.p50, each.p90, each.p95, each.p99] : [],
          ),
        ]);
      const expected = scaled(result.feasible).map(([id, ...ms]) => [
        id,
        ...ms.map((each) => short(Number(each) * times)),
      ]);
      const found = scaled(other.feasible).map(([id, ...ms]) => [
        id,
        ...ms.map((each) => short(Number(each))),
      ]);
      expect(found).toEqual(expected);
    },
  );

  it.each(some(0))('a step at the end that always takes 500 ms adds 500 ms', ({ texts }) => {
    const open = changed(texts, ({ agent }) => {
      agent['want'] = { latency: { p95: '1000s' } };
    });
    const later = changed(open, ({ agent, table }) => {
      at(table, 'components')['tail'] = { kind: 'other', latency: '500ms', accuracy: '0pt' };
      workflow(agent).push({ step: 'tail' });
    });
    const ends = (result: AgentResult) =>
      result.feasible.map(({ latency: { e2e } }) => [e2e.p50, e2e.p95, e2e.p99]);
    const sorted = (list: number[][]) => list.map((each) => each.map(short).join(' ')).toSorted();
    expect(sorted(ends(solved(later)))).toEqual(
      sorted(ends(solved(open)).map((each) => each.map((ms) => ms + 500))),
    );
  });

  it.each(some(1))('a tool that no request uses takes no time', ({ texts }) => {
    const other = changed(texts, ({ agent, table }) => {
      const item = workflow(agent).find((each) => each['tools']);
      if (!item) return;
      delete table['tool_sets'];
      at(table, 'components')['idle'] = { kind: 'tool', latency: '9s', used_by: '0%', cost: '$1' };
      (item['tools'] as unknown[]).push('idle');
      at(agent, 'want')['tools'] = 'all';
    });
    const wanted = changed(texts, ({ agent, table }) => {
      if (!workflow(agent).some((each) => each['tools'])) return;
      delete table['tool_sets'];
      at(agent, 'want')['tools'] = 'all';
    });
    const sorted = (list: readonly Architecture[]) =>
      list
        .map((each) => ({ ...(numbersOf(each) as Raw), kept: 0 }))
        .map((each) => JSON.stringify(each))
        .toSorted();
    const [base, idle] = [solved(wanted), solved(other)];
    // A tool makes an order of one: then there may be more architectures, of the same figures.
    expect(new Set(sorted(idle.feasible))).toEqual(new Set(sorted(base.feasible)));
  });
});

describe('limits', () => {
  /** Feasible choices, in no order. */
  const fits = (result: AgentResult) =>
    new Set(result.feasible.map(({ choices }) => JSON.stringify(choices)));
  const loosened: readonly (readonly [string, (want: Raw) => void])[] = [
    [
      'more time',
      (want) => {
        const limits = want['latency'] as Record<string, string>;
        for (const key of Object.keys(limits))
          limits[key] = `${Number.parseInt(limits[key] ?? '0', 10) * 2}ms`;
      },
    ],
    ['any time', (want) => delete want['latency']],
    ['any first token', (want) => delete want['ttft']],
    ['any accuracy', (want) => delete want['accuracy']],
    ['any cost', (want) => delete want['cost']],
    ['one tool at least', (want) => (want['tools'] &&= { at_least: 0 })],
  ];

  it.each(loosened)('%s: what fitted still fits', (_, loosen) => {
    for (const { texts, result } of some(2)) {
      const looser = changed(texts, ({ agent }) => void loosen(at(agent, 'want')));
      const now = fits(solved(looser));
      expect([...fits(result)].filter((choices) => !now.has(choices))).toEqual([]);
    }
  });

  it.each(some(3))('what users cost, and what runs today, keeps nothing from fitting', (each) => {
    const other = changed(each.texts, ({ agent }) => {
      agent['wrong_answer'] = '$100';
      agent['escalate'] = { share: '50%', cost: '$100' };
      agent['today'] = {};
    });
    const result = solved(other);
    expect(fits(result)).toEqual(fits(each.result));
    expect(result.frontier.map(({ id }) => id)).toEqual(each.result.frontier.map(({ id }) => id));
  });

  it.each(some(0))('each limit alone gives at least as much as all of them together', (each) => {
    const [best] = each.result.feasible;
    for (const { gives, architecture } of each.result.pickTwo) {
      if (best === undefined) continue;
      expect(architecture).not.toBeNull();
      if (gives === 'accuracy')
        expect(architecture?.accuracy.value).toBeGreaterThanOrEqual(
          0.99 * Math.max(...each.result.feasible.map(({ accuracy }) => accuracy.value ?? 0)),
        );
      if (gives === 'cost')
        expect(architecture?.cost.perRequest ?? 0).toBeLessThanOrEqual(
          1.01 * Math.min(...each.result.feasible.map(({ cost }) => cost.perRequest ?? Infinity)),
        );
    }
  });
});

describe('choices that nobody would take', () => {
  it.each(some(1))(
    'a slower and dearer copy of a variant is never on the frontier',
    ({ texts }) => {
      const plain = changed(texts, ({ table }) => {
        const evaluation = (table['evals'] as { standard?: Raw } | undefined)?.standard;
        if (evaluation) evaluation['rows'] = [];
      });
      const worse = changed(plain, ({ table }) => {
        for (const component of components(table)) {
          const variants = component['variants'] as Record<string, Raw> | undefined;
          if (component['kind'] !== 'tool' || !variants) continue;
          variants['worse'] = { ...variants['live'], latency: '9s', cost: '$1' };
        }
      });
      const frontier = (texts: Texts) =>
        new Set(solved(texts).frontier.map((each) => JSON.stringify(numbersOf(each))));
      expect(frontier(worse)).toEqual(frontier(plain));
    },
  );
});

describe('money', () => {
  const doubled = (text: string) =>
    text.replaceAll(/\$(\d+(?:\.\d+)?)/g, (_, usd: string) => `$${Number(usd) * 2}`);

  it.each(some(2))('at twice all prices everything costs twice as much ($seed)', (each) => {
    const other = solved({ spec: doubled(each.texts.spec), table: doubled(each.texts.table) });
    const costs = (result: AgentResult, times: number) =>
      result.feasible.map(({ id, cost }) => [
        id,
        ...[
          cost.perRequest,
          cost.perConversation,
          cost.perMonth.launch,
          cost.perMonth.month12,
          ...Object.values(cost.parts),
        ].map((usd) => short(usd === null ? null : usd * times)),
      ]);
    expect(costs(other, 1)).toEqual(costs(each.result, 2));
  });

  it.each(some(3))('a month of more requests costs more, and each of them no more', ({ texts }) => {
    const at1 = (requests: string) =>
      solved(
        changed(texts, ({ agent }) => {
          agent['want'] = { latency: { p95: '1000s' } };
          agent['traffic'] = { requests, turns: 1, active_hours: 10, peak: '3x' };
        }),
      );
    const [few, many] = [at1('1000/month'), at1('50k/month')];
    const after = new Map(many.feasible.map(({ id, cost }) => [id, cost]));
    for (const { id, cost } of few.feasible) {
      const more = after.get(id);
      expect(more?.perMonth.launch ?? 0).toBeGreaterThanOrEqual(cost.perMonth.launch ?? 0);
      expect(more?.perRequest ?? 0).toBeLessThanOrEqual((cost.perRequest ?? 0) * (1 + 1e-9));
    }
  });

  it.each(some(0))('a request is what its parts cost ($seed)', ({ result }) => {
    for (const { cost } of [...result.feasible, ...result.frontier]) {
      if (cost.perRequest === null) continue;
      const sum = Object.values(cost.parts).reduce<number>((all, usd) => all + (usd ?? 0), 0);
      expect(short(sum)).toBe(short(cost.perRequest));
    }
  });
});

describe('accuracy', () => {
  it.each(some(1))('a task that is split in halves leaves it as it is ($seed)', ({ texts }) => {
    const open = changed(texts, ({ agent }) => {
      agent['want'] = { latency: { p95: '1000s' } };
    });
    const halves = changed(open, ({ table }) => {
      const evaluation = (table['evals'] as { standard?: Raw } | undefined)?.standard;
      if (!evaluation?.['tasks']) return;
      evaluation['tasks'] = { first: '35%', second: '35%', hard: '30%' };
      for (const row of evaluation['rows'] as { passed: Record<string, string> }[]) {
        const { easy = '', hard = '' } = row.passed;
        row.passed = { first: easy, second: easy, hard };
      }
    });
    const measured = (result: AgentResult) =>
      result.feasible
        .filter(({ accuracy }) => accuracy.basis === 'measured')
        .map(({ id, accuracy }) => `${id} ${short(accuracy.value)}`)
        .toSorted();
    expect(measured(solved(halves))).toEqual(measured(solved(open)));
  });

  it.each(some(2))('an estimate lies in its interval, and a task in 0..1', ({ result }) => {
    for (const { accuracy } of [...result.feasible, ...result.frontier]) {
      const { value, low, high, tasks } = accuracy;
      if (value === null || low === null || high === null) continue;
      expect(low).toBeLessThanOrEqual(value + 1e-12);
      expect(high).toBeGreaterThanOrEqual(value - 1e-12);
      for (const task of Object.values(tasks)) {
        expect(task.value).toBeGreaterThanOrEqual(0);
        expect(task.value).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('agents', () => {
  it.each(some(3))('another agent that shares nothing changes nothing ($seed)', (each) => {
    // What a row says of the baseline depends on which components an agent looks up.
    const alone = changed(each.texts, ({ table }) => {
      const evaluation = (table['evals'] as { standard?: Raw } | undefined)?.standard;
      if (evaluation) evaluation['rows'] = [];
    });
    const together = changed(alone, ({ spec, table }) => {
      at(table, 'components')['other'] = { kind: 'other', latency: '1s' };
      at(spec, 'agents')['neighbour'] = {
        want: { latency: { p95: '2s' } },
        workflow: [{ step: 'other' }],
      };
    });
    expect(solved(together)).toEqual(solved(alone));
  });
});
