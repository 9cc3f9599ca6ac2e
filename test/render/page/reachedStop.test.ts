import { beforeAll, describe, expect, it } from 'vitest';
import { assignmentsFor, limitsAt } from '../../../src/render/page/controls/controls.ts';
import { slidersOf } from '../../../src/render/page/controls/slidersOf.ts';
import {
  reachedStop,
  reachWords,
  soleControl,
  tryWords,
} from '../../../src/render/page/controls/reachedStop.ts';
import type { PageData } from '../../../src/render/page/pageInput.ts';
import { answer } from '../../../src/solver/whatIf/answer.ts';
import type { WhatIf } from '../../../src/solver/whatIf/whatIf.ts';
import { readWhatIf } from '../../../src/solver/whatIf/readWhatIf.ts';
import { runCommand } from '../../support/runCommand.ts';

const EXAMPLES = ['realtime-agent', 'service-business', 'graded-agent'];
const stored = new Map<string, WhatIf[]>();

/** What the sliders of an example's page are answered from, as the page itself reads it. */
async function storedIn(example: string): Promise<WhatIf[]> {
  const { stdout } = await runCommand(['report', `examples/${example}/spec.yaml`, '-q']);
  const [, text = ''] = /id="budget-data">([\s\S]*?)<\/script>/.exec(stdout) ?? [];
  const { agents } = JSON.parse(text) as PageData;
  return agents.flatMap(({ whatIf }) => (whatIf === null ? [] : [readWhatIf(whatIf)]));
}

beforeAll(async () => {
  for (const example of EXAMPLES) stored.set(example, await storedIn(example));
}, 240_000);

describe('where a slider says that something fits', () => {
  it.each(EXAMPLES)('%s: something fits from that stop on, and at no stricter one', (example) => {
    for (const whatIf of stored.get(example) ?? []) {
      const controls = slidersOf(whatIf);
      const { reach } = answer(whatIf, whatIf.problem.limits);
      for (const control of controls) {
        if (soleControl(controls, control.corner) !== control) continue;
        const fitting = control.stops.map(
          (stop) => answer(whatIf, limitsAt(whatIf, { [control.key]: stop })).feasible.length > 0,
        );
        const first = fitting.indexOf(true);
        expect(reachedStop(control, reach), control.key).toBe(first < 0 ? null : first);
        if (first >= 0) expect(fitting.slice(first).every(Boolean), control.key).toBe(true);
      }
    }
  });

  it.each(EXAMPLES)('%s: is where solve says that the limit would have to be', (example) => {
    for (const whatIf of stored.get(example) ?? []) {
      const { reach, relaxations } = answer(whatIf, whatIf.problem.limits);
      const controls = slidersOf(whatIf);
      for (const { corner, set } of relaxations) {
        const control = soleControl(controls, corner);
        if (control === null || corner === 'tools' || set === null) continue;
        const positions = {
          [control.key]: control.stops[reachedStop(control, reach) ?? -1] ?? null,
        };
        const prefix = `agents.${whatIf.problem.agent}.`;
        expect(assignmentsFor(controls, positions, prefix)).toEqual(set);
      }
    }
  });

  it('is a stop among round ones, strictest first, each once', () => {
    for (const whatIf of [...stored.values()].flat())
      for (const { stops, unit } of slidersOf(whatIf)) {
        const known = stops.flatMap((stop) => stop ?? []);
        const sign = unit === 'ms' || unit === 'usd' ? 1 : -1;
        expect(known).toEqual([...new Set(known)].sort((a, b) => sign * (a - b)));
        expect([-1, stops.length - 1]).toContain(stops.indexOf(null));
      }
  });

  it('is said in the unit of the limit', () => {
    const [whatIf] = stored.get('realtime-agent') ?? [];
    const controls = whatIf === undefined ? [] : slidersOf(whatIf);
    const said = controls.map((control) => {
      const index = control.stops.length - 2;
      return [reachWords(control, index), tryWords(control, index), reachWords(control, null)];
    });
    expect(said).toEqual([
      ['fits from 25 s on', 'Try it: allow 25 s', 'moving this alone is not enough'],
      ['fits up to 81.5%', 'Try it: accept 81.5%', 'moving this alone is not enough'],
      ['fits up to 1', 'Try it: accept 1 tool', 'moving this alone is not enough'],
      ['fits from $0.10 on', 'Try it: allow $0.10', 'moving this alone is not enough'],
    ]);
  });
});
