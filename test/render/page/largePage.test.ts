import { describe, expect, it } from 'vitest';
import { pageAssets } from '../../../src/commands/pageAssets.ts';
import { renderPage } from '../../../src/render/page/page.ts';
import { answer } from '../../../src/solver/whatIf/answer.ts';
import { MOST_KEPT } from '../../../src/solver/whatIf/whatIf.ts';
import { readWhatIf } from '../../../src/solver/whatIf/readWhatIf.ts';
import { writeWhatIf } from '../../../src/solver/whatIf/writeWhatIf.ts';
import { largePage, largeWhatIf } from '../../support/page/largePage.ts';
import { openPage } from '../../support/page/openPage.ts';

describe('a page of as many architectures as one may hold', () => {
  it('is below 1 MB, and its sliders work', () => {
    const html = renderPage(largePage(MOST_KEPT), pageAssets());
    expect(new TextEncoder().encode(html).length).toBeLessThan(1_000_000);
    const page = openPage(html);
    const verdict = () => page.document.querySelector('.verdict')?.textContent ?? '';
    expect(verdict()).toContain('✗');
    const time = page.document.querySelector('input[data-key="latency.p95"]');
    const accuracy = page.document.querySelector('input[data-key="accuracy.at_least"]');
    page.slide(0, 'latency.p95', Number(time?.getAttribute('max')));
    page.slide(0, 'accuracy.at_least', Number(accuracy?.getAttribute('max')));
    expect(verdict()).toContain('✓');
  });

  it('draws at most 400 dots of its frontier', () => {
    const { document } = openPage(renderPage(largePage(MOST_KEPT), pageAssets()));
    const dots = [...document.querySelectorAll('.frontier circle')];
    expect(dots.length).toBeGreaterThan(100);
    expect(dots.length).toBeLessThanOrEqual(400);
  });

  it('answers the same from what was written as from what was stored', () => {
    const whatIf = largeWhatIf(500);
    const { limits } = whatIf.problem;
    const [one, other] = [answer(whatIf, limits), answer(readWhatIf(writeWhatIf(whatIf)), limits)];
    const ids = (found: typeof one) => [
      found.offered?.id,
      found.trades.map(({ gives, best, price }) => [gives, best?.id, price]),
      found.nearMisses.map(({ candidate }) => candidate.id),
      found.cliff.map(({ id }) => id),
    ];
    expect(ids(other)).toEqual(ids(one));
  });
});

describe('a page of many agents', () => {
  const pageOf = (agents: number, hash = '') => {
    const { agents: own, report, ...rest } = largePage(20);
    const [one] = own;
    if (one === undefined) throw new Error('no agent');
    const many = Array.from({ length: agents }, (_, index) => ({
      ...one,
      result: { ...one.result, agent: `agent ${index}` },
    }));
    const results = many.map(({ result }) => result);
    const input = { ...rest, report: { ...report, agents: results }, agents: many };
    return openPage(renderPage(input, pageAssets()), hash);
  };
  const open = ({ document }: ReturnType<typeof pageOf>) =>
    [...document.querySelectorAll('.agent details.whole')].map(
      (each) => each.getAttribute('open') !== null,
    );

  it('lists them, and shows each when it is asked for', () => {
    const page = pageOf(40);
    const links = [...page.document.querySelectorAll('nav a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual(
      Array.from({ length: 40 }, (_, index) => `#agent-${index + 1}`),
    );
    expect(open(page)).toEqual(Array.from({ length: 40 }, () => false));
    for (const summary of page.document.querySelectorAll('.whole > summary'))
      expect(summary.textContent).toMatch(/^agent \d+$/u);
  });

  it('unfolds the one that the address names, and those whose limits it moved', () => {
    const unfolded = (hash: string) =>
      open(pageOf(8, hash)).flatMap((isOpen, index) => (isOpen ? [index + 1] : []));
    expect(unfolded('#agent-3')).toEqual([3]);
    expect(unfolded('#agent-99')).toEqual([]);
    const page = pageOf(8);
    page.slide(4, 'latency.p95', 0);
    expect(page.hash).toMatch(/^#agent%204:latency\.p95=/u);
    expect(unfolded(page.hash)).toEqual([5]);
  });

  it('shows a few of them at once', () => {
    expect(open(pageOf(6))).toEqual([]);
    expect([...pageOf(6).document.querySelectorAll('.agent > h2')]).toHaveLength(6);
  });
});
