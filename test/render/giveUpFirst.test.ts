import { describe, expect, it } from 'vitest';
import { giveUpFirst } from '../../src/render/table/giveUpFirst.ts';
import { tableRows } from '../../src/render/tableText.ts';
import { tableSchema, type Table } from '../../src/table/schema.ts';
import { runCommand } from '../support/runCommand.ts';

function tableOf(components: Record<string, unknown>): Table {
  return tableSchema.parse({ version: 1, name: 'test', components });
}

const TABLE = tableOf({
  answer: { kind: 'llm', latency: '3s', accuracy: '+40pt' },
  verifier: { kind: 'verifier', guards: 'wrong units', latency: '1s', accuracy: '+3pt' },
  search: {
    kind: 'tool',
    latency: '600ms',
    used_by: '50%',
    calls: { 1: '50%', 3: '50%' },
    accuracy: '+1pt',
  },
  noise: { kind: 'tool', latency: '200ms', accuracy: '-1pt' },
  plan: {
    kind: 'llm',
    variants: {
      slow: { latency: '4s' },
      fast: { latency: '1s', accuracy: '-6pt' },
      slower: { latency: '6s', accuracy: '+1pt' },
    },
  },
  silent: { kind: 'tool', latency: '5s' },
  unknown: { kind: 'tool', accuracy: '+1pt' },
});

describe('what to give up first', () => {
  it('is what loses the fewest points for each second it frees; what wins points comes before', () => {
    expect(giveUpFirst(TABLE).map(({ component, instead }) => [component, instead])).toEqual([
      ['noise', null],
      ['search', null],
      ['plan', 'fast'],
      ['verifier', null],
    ]);
  });

  it('weighs calls and use: 600 ms, twice on average, in half of the requests', () => {
    const search = giveUpFirst(TABLE).find(({ component }) => component === 'search');
    expect(search?.frees).toBeCloseTo(600, 9);
    expect(search?.loses).toBeCloseTo(0.01, 9);
  });

  it('never is a model call as a whole, nor anything whose time or points are unknown', () => {
    const named = giveUpFirst(TABLE).map(({ component }) => component);
    expect(named).not.toContain('answer');
    expect(named).not.toContain('silent');
    expect(named).not.toContain('unknown');
  });
});

describe('rows of a table', () => {
  it('come in the order of what they take of a request, what is unknown last', () => {
    const rows = tableRows(TABLE, new Map()).map(({ component }) => component);
    expect([...new Set(rows)]).toEqual([
      'plan',
      'silent',
      'answer',
      'verifier',
      'search',
      'noise',
      'unknown',
    ]);
  });

  it('are written for spreadsheets, too', async () => {
    const { code, stdout } = await runCommand([
      'table',
      'examples/realtime-agent/table.yaml',
      '-f',
      'csv',
    ]);
    expect(code).toBe(0);
    const [head, first] = stdout.split('\r\n');
    expect(head).toBe(
      'component,way,kind,p50,p95,ttft,perCall,timePerRequest,costPerRequest,perMonth,accuracy,usedBy,n,buys',
    );
    expect(first).toBe(
      'plan,high,llm,5.66 s,8.00 s,194 ms,$0.054,5.66 s,$0.054,,0..+1,,stated,a different accuracy curve on multi-step problems',
    );
  });
});
