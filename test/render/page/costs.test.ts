import { describe, expect, it } from 'vitest';
import { costs, type WayFit } from '../../../src/render/page/costs/costs.ts';
import type { PageCosts, PageWay } from '../../../src/render/page/costs/pageCosts.ts';

const way: PageWay = {
  step: 'plan',
  variant: 'sonnet@batch',
  p95: 3_600_000,
  perRequest: 0.01,
  perMonth: { launch: 10, month12: null },
  months: [],
  goodFor: null,
  hosted: false,
  cheaper: [],
  misses: ['cost'],
  unclear: ['latency'],
  judged: null,
};
const all: PageCosts = { base: '', unit: 'requests', volumes: [], launch: 0, ways: [way] };

const cell = (fit: WayFit): string =>
  /<span class="kept[^>]*>(?<text>[^<]*)</u.exec(costs(all, { volume: 0, fitOf: () => fit }).text)
    ?.groups?.['text'] ?? '';

describe('whether a way fits', () => {
  it.each<[WayFit, string]>([
    [{ misses: [], unclear: [] }, '✓ yes'],
    [{ misses: [], unclear: ['latency'] }, '? latency unclear'],
    [{ misses: [], unclear: ['latency', 'accuracy'] }, '? latency, accuracy unclear'],
    [{ misses: ['cost'], unclear: [] }, '✗ cost'],
    [{ misses: ['cost', 'ttft'], unclear: ['accuracy'] }, '✗ cost, first token'],
  ])('of %j reads %s', (fit, text) => {
    expect(cell(fit)).toBe(text);
  });

  it('is as it was asked until a limit moves', () => {
    expect(cell(way)).toBe('✗ cost');
  });
});
