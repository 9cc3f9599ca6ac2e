import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSaved, type Saved } from '../../../src/render/readSaved.ts';
import { diffFormats } from '../../../src/render/diffFormats.ts';
import type { Formats } from '../../../src/render/formats.ts';
import { proposalFormats } from '../../../src/render/proposalFormats.ts';
import { savedProposals } from '../../../src/render/proposalJson.ts';
import { displayWidth } from '../../../src/units/displayWidth.ts';
import { verifyFormats } from '../../../src/render/verifyFormats.ts';
import { markdownTables, unclosed } from '../../support/markdownTables.ts';
import { runCommand } from '../../support/runCommand.ts';
import { screenOf, written } from '../../support/savedReports.ts';
import { tempFolder } from '../../support/tempFolder.ts';

/** Verbs whose results are made once, saved, and then rendered at every width. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  diff: ['diff', 'examples/realtime-agent/table.yaml', 'examples/graded-agent/table.yaml'],
  'diff of specs': [
    'diff',
    'examples/realtime-agent/solve.json',
    'examples/realtime-agent/spec.yaml',
    '--set',
    'want.latency.p95=9s',
  ],
  propose: ['propose', 'examples/realtime-agent/spec.yaml'],
  'propose of many agents': ['propose', 'examples/service-business/spec.yaml'],
  verify: ['verify', 'examples/measured-agent/signed.yaml', 'examples/measured-agent/traces'],
};

const WIDTHS = [40, 46, 53, 60, 67, 72, 80, 96, 110, 128, 160];
const COPIED = /want\.|budget accept|budget solve/u;
const NONSENSE = /\bNaN\b|\bundefined\b|\bnull\b|\bInfinity\b|\[object/u;

function formatsOf(saved: Saved, width: number): Formats {
  const screen = screenOf(width);
  if (saved.kind === 'diff') return diffFormats(saved.report, screen);
  if (saved.kind === 'proposal') return proposalFormats(savedProposals(saved.report), screen);
  if (saved.kind !== 'verify') throw new Error(saved.kind);
  const place = { file: 'spec.yaml', rangeOf: () => null };
  return verifyFormats(saved.report, place, { screen, all: true }, 'verify');
}

describe.each(Object.entries(VERBS))('%s', (_, argv) => {
  let saved: Saved;
  let json = '';
  beforeAll(async () => {
    const { stdout } = await runCommand([...argv, '-f', 'json', '-q']);
    json = stdout;
    const read = readSaved(stdout, 'saved.json');
    if (read.saved === null) throw new Error(JSON.stringify(read.findings));
    saved = read.saved;
  }, 60_000);

  it('fits every screen', () => {
    for (const width of WIDTHS) {
      const text = written(formatsOf(saved, width), 'table');
      const wide = text.split('\n').filter((line) => displayWidth(line) > width);
      expect(
        wide.filter((line) => !COPIED.test(line)),
        String(width),
      ).toEqual([]);
      expect(text).not.toMatch(NONSENSE);
    }
  });

  it('is Markdown whose tables are whole', () => {
    const text = written(formatsOf(saved, 80), 'markdown');
    expect(() => markdownTables(text)).not.toThrow();
    expect(unclosed(text)).toBe(0);
    expect(text).not.toMatch(NONSENSE);
  });

  it('is saved as it was read', () => {
    expect(`${written(formatsOf(saved, 80), 'json')}\n`).toBe(json);
  });
});

describe('a saved result that is no longer whole', () => {
  it('is refused with the places that are wrong, not shown in part', async () => {
    const cwd = tempFolder();
    const { stdout } = await runCommand([
      'propose',
      'examples/graded-agent/spec.yaml',
      '-f',
      'json',
      '-q',
    ]);
    const broken = stdout.replace('"statement"', '"sentence"');
    writeFileSync(join(cwd, 'broken.json'), broken);
    const { code, stdout: shown, stderr } = await runCommand(['render', 'broken.json'], { cwd });
    expect({ code, shown }).toEqual({ code: 2, shown: '' });
    expect(stderr).toMatch(/agents\.0\.\S*statement/u);
  });

  it.each(['', '{', '[]', 'null', '"text"', '42', '{"kind":"cost"}', '{"agents":[]}'])(
    'is told from what never was one: %j',
    async (text) => {
      const cwd = tempFolder();
      writeFileSync(join(cwd, 'r.json'), text);
      const { code, stdout, stderr } = await runCommand(['render', 'r.json'], { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^r\.json: error: this /u);
      expect(stderr).not.toMatch(/bug|undefined|\n\s+at /u);
    },
  );
});
