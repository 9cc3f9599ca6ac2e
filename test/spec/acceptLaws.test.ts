import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { randomTexts } from '../support/oracle/randomTexts.ts';
import { runCommand } from '../support/runCommand.ts';
import { solvedTexts } from '../support/solvedTexts.ts';
import { tempFolder } from '../support/tempFolder.ts';

/** What is signed is what was offered, is kept by the same files, and is not kept by others: random specs. */

const NOW = '2026-11-22';
const SIGNED = ['--product', 'ada', '--engineering', 'grace', '--now', NOW];

interface Offer {
  readonly agents: readonly { readonly offer: { readonly id: string } | null }[];
}

/** Random specs of which something can be offered. */
const SEEDS = [2001, 2002, 2003, 2004, 2005, 2006].filter((seed) => {
  const result = solvedTexts(randomTexts(seed));
  return result !== null && result.proposal.choices !== null;
});

function written(seed: number) {
  const { spec, table } = randomTexts(seed);
  const folder = tempFolder();
  writeFileSync(join(folder, 'spec.yaml'), spec);
  writeFileSync(join(folder, 'table.yaml'), table);
  const budget = (...argv: string[]) => runCommand(argv, { cwd: folder });
  const text = () => readFileSync(join(folder, 'spec.yaml'), 'utf8');
  return { spec, folder, budget, text };
}

interface Block {
  readonly id: string;
  readonly choices: unknown;
  readonly date: string;
  readonly by: unknown;
  readonly history?: readonly unknown[];
}

const acceptedIn = (text: string) =>
  (parse(text) as { agents: { desk: { accepted: Block } } }).agents.desk.accepted;

describe.each(SEEDS)('random spec %d', (seed) => {
  it('is signed as it was offered, changes nowhere else, and keeps its word', async () => {
    const { spec, folder, budget, text } = written(seed);
    const proposed = await budget('propose', 'spec.yaml', '-q', '-f', 'json');
    const offer = (JSON.parse(proposed.stdout) as Offer).agents[0]?.offer;
    const id = offer?.id ?? '';
    expect(await budget('accept', 'spec.yaml', id, ...SIGNED)).toMatchObject({ code: 0 });

    const block = acceptedIn(text());
    expect(block).toMatchObject({ date: NOW, by: { product: 'ada', engineering: 'grace' } });
    const { agents } = parse(text()) as { agents: { desk: Record<string, unknown> } };
    delete agents.desk['accepted'];
    expect({ ...(parse(text()) as object), agents }).toEqual(parse(spec));
    for (const line of spec.split('\n')) expect(text()).toContain(line);

    const kept = await budget('check', 'spec.yaml', '--now', NOW);
    expect(kept.code).toBeLessThan(2);
    expect(kept.stdout).not.toMatch(/accepted-(?:broken|edited|choice-gone)/);

    // A number that somebody betters by hand no longer carries the signature.
    const edited = text().replace(/statement: (["']?)/, 'statement: $1better and ');
    writeFileSync(join(folder, 'spec.yaml'), edited);
    const found = await budget('check', 'spec.yaml', '--now', NOW);
    expect(found.stdout).toContain('accepted-edited');
    // A file that is not what was signed is wrong, and not merely bad news.
    expect(found.code).toBe(2);
  });
});
