import { join } from 'node:path';
import { Readable } from 'node:stream';
import { run } from '../../src/commands/run.ts';

export const ROOT = join(import.meta.dirname, '../..');

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface World {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly isTTY?: boolean;
}

/** Runs a command line in this process, with streams that are kept. */
export async function runCommand(
  argv: readonly string[],
  { cwd = ROOT, env = {}, stdin = '', isTTY = false }: World = {},
): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const code = await run({
    argv,
    stdout: { write: (text) => (stdout += text), isTTY },
    stderr: { write: (text) => (stderr += text), isTTY },
    stdin: Readable.from([Buffer.from(stdin)]),
    env,
    cwd,
  });
  return { code, stdout, stderr };
}
