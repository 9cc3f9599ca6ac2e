import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span, Trace } from '../../src/traces/span.ts';
import { joinedParents } from '../../src/traces/joinedParents.ts';
import { anywhere, traceTree, type TraceNode, type TraceTree } from '../../src/traces/traceTree.ts';

const SPAN: Span = {
  name: '',
  source: 'OTel GenAI',
  kind: 'plain',
  component: null,
  operation: null,
  agent: null,
  tool: null,
  dataSource: null,
  model: null,
  effort: null,
  meaning: null,
  startMs: 0,
  durationMs: 1,
  failed: false,
  entry: false,
  clock: '',
  detached: false,
  signature: '',
  costUsd: null,
  ttftMs: null,
  ttftRejected: false,
  usage: null,
  evaluated: false,
  parentless: false,
};

/** Spans named by their place; -1 is a parent that was never seen, null none at all. */
function trace(...parents: readonly (number | null)[]): Trace {
  return {
    spans: parents.map((parent, place) => {
      return { ...SPAN, name: String(place), parentless: parent === null };
    }),
    parents: parents.map((parent) => parent ?? -1),
    duplicates: 0,
  };
}

const treeOf = (of: Trace): TraceTree => traceTree(of.spans, joinedParents(of));

const names = (nodes: readonly TraceNode[]): string[] => nodes.map(({ span }) => span.name);

/** Like `0(1 2(3))`. */
function drawn(nodes: readonly TraceNode[]): string {
  return nodes
    .map(({ span, children }) => span.name + (children.length > 0 ? `(${drawn(children)})` : ''))
    .join(' ');
}

function depth(node: TraceNode): number {
  return 1 + Math.max(0, ...node.children.map(depth));
}

describe('a tree', () => {
  test.each([
    ['one root', [null, 0, 0, 1], '0(1(3) 2)', 1, 0],
    ['children before their parents', [2, 2, null], '2(0 1)', 1, 0],
    ['two roots', [null, null, 1], '0 1(2)', 2, 0],
    ['an orphan beside a root', [null, -1, 1], '0 1(2)', 1, 1],
    ['orphans alone', [-1, 0, -1], '0(1) 2', 0, 2],
    ['its own parent', [null, 1], '0 1', 1, 1],
    ['each other’s parents', [1, 0], '1(0)', 0, 1],
    ['a loop of three', [1, 2, 0], '2(1(0))', 0, 1],
    ['a loop beside a root', [null, 2, 1], '0 2(1)', 1, 1],
    ['no spans', [], '', 0, 0],
  ])('of %s', (_, parents, expected, roots, orphans) => {
    const tree = treeOf(trace(...parents));
    expect(drawn(tree.tops)).toBe(expected);
    expect([tree.roots.length, tree.orphans]).toEqual([roots, orphans]);
  });

  test('holds every span once, whatever the parents', () => {
    const parent = fc.option(fc.integer({ min: -1, max: 29 }));
    fc.assert(
      fc.property(fc.array(parent, { minLength: 1, maxLength: 30 }), (parents) => {
        const { tops, roots, orphans } = treeOf(trace(...parents));
        const seen: string[] = [];
        for (const top of tops)
          anywhere(top, ({ span }) => {
            seen.push(span.name);
            return false;
          });
        expect(seen.sort()).toEqual(parents.map((_, place) => String(place)).sort());
        expect(roots.length + orphans).toBe(tops.length);
      }),
    );
  });

  test('knows the parent of each node', () => {
    const { tops } = treeOf(trace(null, 0, 1));
    const [root] = tops;
    expect(root?.parent).toBeNull();
    expect(root?.children[0]?.parent).toBe(root);
    expect(root?.children[0]?.children[0]?.parent).toBe(root?.children[0]);
  });

  test.each([
    [500, 1],
    [501, 1],
    [502, 2],
    [1002, 2],
    [1003, 3],
  ])('of %d spans nested in one another is cut into %d', (length, pieces) => {
    const parents = Array.from({ length }, (_, place) => (place === 0 ? null : place - 1));
    const { tops, roots } = treeOf(trace(...parents));
    expect(tops).toHaveLength(pieces);
    expect(names(roots)).toEqual(['0']);
    for (const top of tops) {
      expect(top.parent).toBeNull();
      expect(depth(top)).toBeLessThanOrEqual(501);
    }
  });

  test.each([
    ['from the top', (place: number) => (place === 0 ? null : place - 1)],
    ['from the bottom', (place: number) => (place === 99_999 ? null : place + 1)],
  ])('of 100,000 spans nested %s takes no time to speak of', (_, parentOf) => {
    const deep = trace(...Array.from({ length: 100_000 }, (_unused, place) => parentOf(place)));
    const started = performance.now();
    expect(treeOf(deep).roots).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a request begins', () => {
  const withEntry = (base: Trace, ...entries: readonly number[]): Trace => ({
    ...base,
    spans: base.spans.map((span, place) => ({ ...span, entry: entries.includes(place) })),
  });

  test('at the span without a parent, whatever is called the entry', () => {
    expect(names(treeOf(withEntry(trace(null, -1), 1)).roots)).toEqual(['0']);
  });

  test('at the entry, where every top has its parent elsewhere', () => {
    const { roots, orphans } = treeOf(withEntry(trace(-1, -1, 1), 1));
    expect([names(roots), orphans]).toEqual([['1'], 1]);
  });

  test('nowhere, where an entry lies inside', () => {
    expect(treeOf(withEntry(trace(-1, 0), 1)).roots).toEqual([]);
  });
});

test('anywhere looks at the node and everything below it, until it has found', () => {
  const [top] = treeOf(trace(null, 0, 1, 0)).tops;
  if (top === undefined) throw new Error('no top');
  const seen: string[] = [];
  const find = (name: string): boolean =>
    anywhere(top, ({ span }) => {
      seen.push(span.name);
      return span.name === name;
    });
  expect([find('1'), seen.splice(0)]).toEqual([true, ['0', '1']]);
  expect([find('9'), seen.splice(0)]).toEqual([false, ['0', '1', '2', '3']]);
});
