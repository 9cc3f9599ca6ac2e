import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';
import { EXIT } from './exitCode.ts';
import type { Io } from './io.ts';
import { optimizeLater } from './optimizeLater.ts';
import { precompiled, type Program } from './precompiled.ts';
import { version } from './version.ts';

/** Verbs that print what is written down: loading the whole program would take longer than they do. */
const BRIEF = ['help', 'completion', 'explain'];

/** Runs the command line from wherever it is loaded quickest, and returns the exit code. */
export async function launch(io: Io): Promise<number> {
  const [first, ...rest] = io.argv;
  if (rest.length === 0 && (first === '--version' || first === '-V')) {
    io.stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  const program = await programFor(io.argv);
  optimizeLater(process.versions.v8);
  return program.run(io);
}

async function programFor(argv: readonly string[]): Promise<Program> {
  const ahead = isBrief(argv)
    ? null
    : precompiled(fileURLToPath(new URL('./precompiled', import.meta.url)));
  if (ahead !== null) return ahead;
  enableCompileCache();
  return import('./run.ts');
}

function isBrief(argv: readonly string[]): boolean {
  const [verb] = argv;
  return (
    verb === undefined || BRIEF.includes(verb) || argv.includes('--help') || argv.includes('-h')
  );
}

/** From 22.1 on, Node keeps compiled code itself, where `NODE_COMPILE_CACHE` or a temporary folder says. */
function enableCompileCache(): void {
  if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function')
    nodeModule.enableCompileCache();
}
