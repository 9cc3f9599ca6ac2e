import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ROOT, runCommand } from '../support/runCommand.ts';

const SPEC = 'examples/service-business/spec.yaml';

const cost = (...args: string[]) => runCommand(['cost', SPEC, '--now', '2026-11-22', ...args]);

interface Row {
  readonly step: string;
  readonly variant: string;
  readonly host: string;
  readonly feasible: boolean;
  readonly unclear: readonly string[];
  readonly latency: { readonly p95: number };
  readonly perRequest: number;
  readonly perMonth: { readonly launch: number; readonly month12: number };
  readonly replicas: number | null;
  readonly breakEven: readonly { readonly from: number }[];
}

interface Document {
  readonly agents: readonly {
    readonly agent: string;
    readonly base: {
      readonly perMonth: { readonly launch: number; readonly month12: number };
      readonly countedFree: readonly string[];
    };
    readonly hosts: readonly Row[];
    readonly year: {
      readonly months: readonly { readonly cost: number }[];
      readonly total: number;
    };
    readonly caching: readonly {
      readonly variant: string;
      readonly why: string | null;
      readonly launch: { readonly policy: string };
    }[];
    readonly batch: {
      readonly without: number;
      readonly with: number;
      readonly promised: number;
    } | null;
    readonly context: readonly {
      readonly model: string;
      readonly inputs: readonly { readonly tokens: number; readonly perMonth: number }[];
    }[];
    readonly people: { readonly perMonth: number } | null;
  }[];
  readonly system: {
    readonly perMonth: { readonly launch: number; readonly month12: number };
    readonly people: number;
    readonly shared: readonly {
      readonly host: string;
      readonly model: string;
      readonly agents: readonly string[];
      readonly together: number;
      readonly apart: number;
    }[];
  };
}

describe('budget cost on the service business', () => {
  let found: Document;
  beforeAll(async () => {
    const { code, stdout } = await cost('-f', 'json');
    if (code !== 0) throw new Error(`exit code ${code}`);
    found = JSON.parse(stdout) as Document;
  });
  const agent = (name: string) => {
    const one = found.agents.find((each) => each.agent === name);
    if (one === undefined) throw new Error(`no ${name}`);
    return one;
  };
  const row = (name: string, variant: string) => {
    const one = agent(name).hosts.find((each) => each.variant === variant);
    if (one === undefined) throw new Error(`no ${variant}`);
    return one;
  };

  test('the replies of intake cost $9, $27 and $45 a month at 1,500 conversations', () => {
    const month = (model: string) =>
      agent('intake')
        .context.find((line) => line.model === model)
        ?.inputs.find(({ tokens }) => tokens === 500)?.perMonth;
    // The first context line of a model may be that of the router.
    const lines = agent('intake').context.filter(({ inputs }) =>
      inputs.some(({ tokens }) => tokens === 500),
    );
    expect(
      lines.map(({ inputs }) => inputs.find(({ tokens }) => tokens === 500)?.perMonth),
    ).toEqual([9, 27, 45]);
    expect(month('claude-sonnet-4-6')).toBe(27);
  });

  test('intake: Haiku is the one that keeps every limit, at $10.29 a month and $54.88 in month 12', () => {
    expect(agent('intake').base.perMonth).toEqual({ launch: 10.29, month12: 54.88 });
    const fits = agent('intake').hosts.filter(({ feasible }) => feasible);
    expect([...new Set(fits.map(({ variant }) => variant))]).toEqual(['haiku']);
  });

  test('two A40 on spot cost $417.60 a month and $1,000 of engineering, whatever the volume', () => {
    const { perMonth, replicas } = row('voice', 'llama-8b@a40-spot');
    expect(replicas).toBe(2);
    expect(perMonth.launch).toBeCloseTo(2 * 208.8 + 1000, 1);
    expect(perMonth.month12).toBe(perMonth.launch);
  });

  test('voice: an 8B is quick enough on an H100 only, and pays from 1.3 million conversations on', () => {
    const within = agent('voice').hosts.filter(({ latency }) => latency.p95 <= 1501.5);
    expect(within.map(({ variant }) => variant)).toEqual(['haiku', 'llama-8b@h100']);
    const from = row('voice', 'llama-8b@h100').breakEven[0]?.from ?? 0;
    expect(from / 6).toBeCloseTo(7048 / 0.0054, -2);
  });

  test('marketing: a batch halves $4.41, but is promised in 24 h only', () => {
    expect(agent('marketing').batch).toMatchObject({ promised: 86_400_000 });
    expect(agent('marketing').batch?.without).toBeCloseTo(4.41, 4);
    expect(agent('marketing').batch?.with).toBeCloseTo(2.205, 4);
    expect(row('marketing', 'sonnet@batch').host).toBe('batch');
    expect(agent('intake').batch).toBeNull();
  });

  test('marketing: a batch fits by what is typical only, an accuracy without counts by its estimate only', async () => {
    expect(row('marketing', 'sonnet@batch')).toMatchObject({
      feasible: true,
      unclear: ['latency', 'accuracy'],
    });
    expect(row('marketing', 'sonnet')).toMatchObject({ feasible: true, unclear: ['accuracy'] });
    expect(row('marketing', 'haiku@batch')).toMatchObject({ feasible: false });
    const { stdout: text } = await cost('-q');
    expect(text).toContain(' ?  sonnet@batch');
    expect(text).toContain(' ? for latency, by the estimate only: sonnet@batch, opus@batch.');
    expect(text).not.toContain('✓  sonnet@batch');
  });

  test('what the table states no cost of is named, once, where it is in use', async () => {
    expect(agent('sales-coaching').base.countedFree).toEqual([
      'transcript',
      'crm-history',
      'kb-wide',
    ]);
    // Models are priced by their tokens, and these lookups by what they cost a call.
    expect(agent('intake').base.countedFree).toEqual(['kb']);
    const { stdout: text } = await cost('-q');
    expect(text).toContain('Counted as free, since the table states no cost: inquiry-patterns.');
  });

  test('caching: inert for a short Haiku prompt, worth 1 h for the full context', () => {
    const lines = agent('intake').caching;
    expect(lines.find(({ variant, why }) => variant === 'haiku' && why !== 'no prefix')?.why).toBe(
      'below the minimum',
    );
    expect(lines.find(({ variant }) => variant === 'sonnet-full')?.launch.policy).toBe(
      '1 h prefix, 5 min history',
    );
  });

  test('the year runs from launch to month 12', () => {
    for (const { base, year } of found.agents) {
      expect(year.months).toHaveLength(12);
      expect(year.months[0]?.cost).toBeCloseTo(base.perMonth.launch, 4);
      expect(year.months[11]?.cost).toBeCloseTo(base.perMonth.month12, 3);
      const sum = year.months.reduce((total, { cost: usd }) => total + usd, 0);
      expect(sum / year.total).toBeCloseTo(1, 4);
    }
  });

  test('all agents sum up, machines and people apart', () => {
    const sum = (figure: (agent: Document['agents'][number]) => number) =>
      found.agents.reduce((total, each) => total + figure(each), 0);
    expect(found.system.perMonth.launch).toBeCloseTo(
      sum(({ base }) => base.perMonth.launch),
      3,
    );
    expect(found.system.perMonth.month12).toBeCloseTo(
      sum(({ base }) => base.perMonth.month12),
      2,
    );
    expect(found.system.people).toBeCloseTo(
      sum(({ people }) => people?.perMonth ?? 0),
      1,
    );
  });

  test('three agents share the replicas of one model: paid once instead of three times', () => {
    const a100 = found.system.shared.find(
      ({ host, model }) => host === 'a100' && model === 'llama-3.1-8b',
    );
    expect(a100?.agents).toEqual(['intake', 'voice', 'support']);
    expect(a100?.together).toBe(4600);
    expect(a100?.apart).toBe(3 * 4600);
  });
});

describe('the formats of budget cost', () => {
  test('table, markdown, csv and json lie beside the example as they are printed', async () => {
    for (const [format, ending] of [
      ['table', 'txt'],
      ['markdown', 'md'],
      ['csv', 'csv'],
      ['json', 'json'],
    ] as const) {
      const { stdout } = await cost('-f', format);
      const path = join(ROOT, `examples/service-business/cost.${ending}`);
      expect(stdout, ending).toBe(readFileSync(path, 'utf8'));
    }
  });

  test('no line for the terminal is wider than 80 columns', async () => {
    const { stdout } = await cost();
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('every line of the csv has as many cells as its head', async () => {
    const { stdout } = await cost('-f', 'csv');
    const cells = stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/"([^"]|"")*"/g, '').split(',').length);
    expect(new Set(cells).size).toBe(1);
  });

  test('nothing is undefined, NaN or infinite', async () => {
    for (const format of ['table', 'markdown', 'csv', 'json'])
      expect((await cost('-f', format)).stdout).not.toMatch(/undefined|NaN|Infinity|\[object/);
  });
});

describe('prices that were checked long ago', () => {
  const at = (now: string) => runCommand(['cost', SPEC, '--now', now]);

  test('are said to be after 90 days', async () => {
    expect((await at('2027-02-20')).stderr).not.toContain('prices-stale');
    const { stderr, code } = await at('2027-02-21');
    expect(code).toBe(0);
    expect(stderr).toContain(
      'warning: the prices of models were checked on 2026-11-22, 91 days ago [prices-stale]',
    );
  });

  test('a day that is none is a mistake', async () => {
    const { stderr, code } = await at('yesterday');
    expect(code).toBe(2);
    expect(stderr).toContain('--now takes a day, not "yesterday"');
  });
});
