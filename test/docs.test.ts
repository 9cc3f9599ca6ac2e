import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../src/commands/run.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
];

interface Shown {
  readonly command: string;
  /** What the page shows below the command; empty when it shows only the command. */
  readonly output: string;
}

function shownIn(page: string): Shown[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/```console\n\$ budget ([^\n]*)\n([^`]*)```/g)].map(
    ([, command = '', output = '']) => ({ command, output }),
  );
}

async function printed(
  command: string,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  let stdout = '';
  let stderr = '';
  const code = await run({
    argv: command.split(' '),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    stdin: Readable.from([]),
    env: {},
    cwd: ROOT,
  });
  return { code, stdout, stderr };
}

describe.each(PAGES)('%s', (page) => {
  it('shows commands that work, with the output they print', async () => {
    mkdirSync(join(ROOT, 'demo'), { recursive: true });
    for (const { command, output } of shownIn(page)) {
      const { code, stdout, stderr } = await printed(command);
      expect(code, `budget ${command}\n${stderr}`).toBe(0);
      if (output !== '') expect(stdout).toBe(output);
    }
  });

  it('links only to files that exist', () => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.startsWith('http'));
    const folder = join(ROOT, page, '..');
    const missing = links.filter((link) => {
      try {
        return readdirSync(join(folder, link, '..')).every(
          (name) => !link.endsWith(name) && !link.endsWith(`${name}/`),
        );
      } catch {
        return true;
      }
    });
    expect(missing).toEqual([]);
  });
});

describe('README.md', () => {
  it('shows a real answer of solve', () => {
    expect(
      shownIn('README.md').some(
        ({ command, output }) => command.startsWith('solve') && output.includes('gives way'),
      ),
    ).toBe(true);
  });
});
