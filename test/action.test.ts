import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './support/runCommand.ts';

interface Step {
  readonly id?: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};
const steps = action.runs.steps;
const check = steps.find(({ id }) => id === 'check');

/** Debian's package; without it the scripts are only run. */
const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;

let temp = '';
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'budget-'));
});
afterAll(() => rmSync(temp, { recursive: true }));

/** The script of the check step as GitHub would run it. */
function run(files: string, failOn: string, cwd = ROOT) {
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  for (const file of [output, summary]) if (existsSync(file)) rmSync(file);
  const { status, stdout } = spawnSync('bash', ['-c', check?.run ?? ''], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      FILES: files,
      FAIL_ON: failOn,
      MAX_WARNINGS: '',
      BUDGET: join(ROOT, 'dist/cli.js'),
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      SOURCE_DATE_EPOCH: String(Date.parse('2026-11-22') / 1000),
    },
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, stdout, output: read(output), summary: read(summary) };
}

describe('the GitHub action', () => {
  it('is composite, and no input becomes part of a script', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run: script } of steps) expect(script).not.toContain('${{');
  });

  it.skipIf(!hasShellcheck)('has scripts that shellcheck finds nothing in', () => {
    for (const { run: script, env = {} } of steps) {
      const given = Object.keys(env).map((name) => `export ${name}=''`);
      // GitHub starts bash with -eo pipefail (jobs.<id>.steps[*].shell in its workflow syntax).
      const input = [...given, 'set -eo pipefail', script].join('\n');
      const looked = spawnSync('shellcheck', ['--shell', 'bash', '-'], { encoding: 'utf8', input });
      expect(looked.stdout).toBe('');
    }
  });

  it('annotates, writes the summary and the files, and passes on the verdict', () => {
    const good = run('test/cases/check/unowned/good.yaml', 'error');
    expect(good.status).toBe(0);
    const bad = run('test/cases/check/unowned/*.yaml', 'error');
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/^::error file=test\/cases\/check\/unowned\/bad\.yaml,line=20/m);
    expect(bad.summary).toMatch(/^<!-- budget:check /);
    for (const [, path = ''] of bad.output.matchAll(/=(.+)$/gm))
      expect(existsSync(path)).toBe(true);
    expect(bad.output.match(/^\w+/gm)).toEqual(['sarif', 'junit', 'markdown']);
  });

  it('takes every name for a file, whatever a pull request calls its folders', () => {
    const repository = mkdtempSync(join(temp, 'hostile-'));
    const odd = ['--set=agents.helper.want={} #', '-o', '--fail-on=never', 'with space'];
    for (const folder of ['.', ...odd]) {
      mkdirSync(join(repository, folder), { recursive: true });
      for (const [from, to] of [
        ['bad.yaml', 'spec.yaml'],
        ['table.yaml', 'table.yaml'],
      ] as const)
        copyFileSync(join(ROOT, 'test/cases/check/unowned', from), join(repository, folder, to));
    }
    const bad = run('**/spec.yaml', 'error', repository);
    expect(bad.status).toBe(1);
    expect(bad.stdout).toContain('✗ 5 files checked, 5 errors');
  });

  it('leaves outputs of its own to each run in a job, and none where nothing was written', () => {
    const files = (output: string): string[] => [...(output.match(/=.+$/gm) ?? [])];
    const [first, second] = [1, 2].map(
      () => run('test/cases/check/unowned/good.yaml', 'error').output,
    );
    expect(files(first ?? '')).toHaveLength(3);
    expect(files(second ?? '').filter((path) => files(first ?? '').includes(path))).toEqual([]);
    const wrong = run('test/cases/check/unowned/good.yaml', 'sometimes');
    expect([wrong.status, wrong.output, wrong.summary]).toEqual([2, '', '']);
  });

  it('says when no file matches', () => {
    const none = run('specs-that-are-not-there/*.yaml', 'error');
    expect(none.status).toBe(2);
    expect(none.stdout).toContain('no file matches');
  });

  it('takes a pattern over many folders by default', () => {
    expect(action.inputs['files']?.default).toBe('**/spec.yaml');
    expect(run('examples/**/spec.yaml', 'never').status).toBe(0);
  });
});

interface Received {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** A loopback stand-in for GitHub's API: comments of one pull request, a hundred a page. */
async function withGithub<T>(
  comments: { id: number; body: string; user?: object; author_association?: string }[],
  use: (url: string, received: Received[]) => Promise<T>,
): Promise<T> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      const body = Buffer.concat(chunks).toString('utf8');
      received.push({ method, url, body });
      const page = Number(new URL(url, 'http://localhost').searchParams.get('page') ?? 1);
      const answer = method === 'GET' ? comments.slice(100 * (page - 1), 100 * page) : {};
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, received);
  } finally {
    server.close();
  }
}

/** Runs the comment step as GitHub would. */
async function comment(api: string, file: string): Promise<string> {
  const step = steps.find(({ run: script }) => script.includes('$SCRIPT'));
  const { stdout } = await promisify(execFile)('bash', ['-c', step?.run ?? ''], {
    env: {
      PATH: process.env['PATH'],
      GITHUB_API_URL: api,
      TOKEN: 'secret',
      REPOSITORY: 'acme/agents',
      NUMBER: '7',
      COMMENT: file,
      SCRIPT: join(ROOT, 'scripts/comment.mjs'),
    },
  });
  return stdout;
}

describe('the comment on a pull request', () => {
  const markdown = () => {
    const { output } = run('test/cases/check/unowned/*.yaml', 'never');
    return /^markdown=(.+)$/mu.exec(output)?.[1] ?? '';
  };
  const bot = { user: { type: 'Bot' }, author_association: 'NONE' };
  const passerBy = { user: { type: 'User' }, author_association: 'CONTRIBUTOR' };
  const colleague = { user: { type: 'User' }, author_association: 'MEMBER' };

  it('is written where there is none', async () => {
    const file = markdown();
    await withGithub([{ id: 1, body: 'LGTM' }], async (api, received) => {
      await comment(api, file);
      expect(received.map(({ method, url }) => `${method} ${url}`)).toEqual([
        'GET /repos/acme/agents/issues/7/comments?per_page=100&page=1',
        'POST /repos/acme/agents/issues/7/comments',
      ]);
      const { body } = JSON.parse(received[1]?.body ?? '') as { body: string };
      expect(body).toBe(readFileSync(file, 'utf8'));
      expect(body.length).toBeLessThan(65_536);
    });
  });

  it('is changed where it is, however many others there are', async () => {
    const file = markdown();
    const [marker = ''] = readFileSync(file, 'utf8').split('\n');
    const others = Array.from({ length: 130 }, (_, id) => ({ id, body: `comment ${id}` }));
    await withGithub(
      [...others, { id: 999, body: `${marker}\nold`, ...bot }],
      async (api, received) => {
        await comment(api, file);
        expect(received.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH']);
        expect(received[2]?.url).toBe('/repos/acme/agents/issues/comments/999');
      },
    );
  });

  it('is changed where somebody with a token of their own wrote it', async () => {
    const file = markdown();
    const [marker = ''] = readFileSync(file, 'utf8').split('\n');
    await withGithub([{ id: 5, body: marker, ...colleague }], async (api, received) => {
      await comment(api, file);
      expect(received.map(({ method }) => method)).toEqual(['GET', 'PATCH']);
    });
  });

  it('is never put under the name of a passer-by who wrote its first line', async () => {
    const file = markdown();
    const [marker = ''] = readFileSync(file, 'utf8').split('\n');
    const theirs = { id: 4, body: `${marker}\n**✓ all is well**`, ...passerBy };
    await withGithub([theirs], async (api, received) => {
      await comment(api, file);
      expect(received.map(({ method }) => method)).toEqual(['GET', 'POST']);
    });
    await withGithub([theirs, { id: 9, body: marker, ...bot }], async (api, received) => {
      await comment(api, file);
      expect(received.at(-1)?.url).toBe('/repos/acme/agents/issues/comments/9');
    });
  });

  it('that cannot be written is said, and fails nothing', async () => {
    const file = markdown();
    expect(await comment('http://127.0.0.1:9', file)).toMatch(/^::warning title=budget::/);
  });
});
