import { readFileSync } from 'node:fs';
import { renderPage } from '../src/render/page/page.ts';
import { MOST_KEPT } from '../src/solver/whatIf/whatIf.ts';
import { readWhatIf } from '../src/solver/whatIf/readWhatIf.ts';
import { answer } from '../src/solver/whatIf/answer.ts';
import { limitsAt } from '../src/render/page/controls/controls.ts';
import { slidersOf } from '../src/render/page/controls/slidersOf.ts';
import { viewOf } from '../src/render/page/agentView.ts';
import { scriptData } from '../src/render/page/html.ts';
import { chromiumPath } from '../test/support/page/chromium.ts';
import { largePage } from '../test/support/page/largePage.ts';
import { stepTimes } from '../test/support/page/stepTimes.ts';

/**
 * A page at its largest: how long it takes to answer one step of a slider, how long the page then
 * takes in a browser until it is laid out again, and how large it is.
 */
const PASSES = 3;
const input = largePage(MOST_KEPT);
const built = (name: string) =>
  readFileSync(new URL(`../dist/page/${name}`, import.meta.url), 'utf8');
const page = renderPage(input, { script: built('main.js'), style: built('page.css') });
const [agent] = input.agents;
if (!agent?.whatIf) throw new Error('nothing to slide');

const stored = readWhatIf(agent.whatIf);
const stops = slidersOf(stored).flatMap(({ key, stops: all }) =>
  all.map((stop) => [key, stop] as const),
);
const answered = quickest(
  Array.from({ length: PASSES }, () =>
    stops.map(([key, stop]) => {
      const start = process.cpuUsage();
      viewOf(answer(stored, limitsAt(stored, { [key]: stop })), { today: null, cliffDrop: null });
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }),
  ),
);

console.log(
  `${MOST_KEPT} architectures, ${stops.length} stops of sliders, each the quickest of ${PASSES} times`,
);
console.log(`answering, CPU: ${spread(answered)}`);
const chromium = chromiumPath();
if (chromium === null) console.log('no Chromium here: the page was not opened');
else
  console.log(
    `in Chromium until laid out again, CPU: ${spread(quickest(await stepTimes(chromium, page, PASSES)))}`,
  );
const kB = (text: string) => `${(text.length / 1000).toFixed(0)} kB`;
console.log(`page ${kB(page)}, of which data ${kB(scriptData(agent.whatIf).text)}`);

/** Of every stop the least that it took: what else runs on the machine only adds. */
function quickest(passes: readonly (readonly number[])[]): number[] {
  return (passes[0] ?? []).map((_, place) => Math.min(...passes.map((pass) => pass[place] ?? 0)));
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
}
