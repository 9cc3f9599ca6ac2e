// Bundles the program into one script and keeps the code that this Node compiles of it, so that it
// need not be compiled again at every start (src/commands/precompiled.ts; figures in docs/solve.md).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';
import { build } from 'esbuild';
import { leanDependencies } from './leanDependencies.mjs';
import { wasmForEsbuild } from './wasm.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}dist/precompiled`;
const filename = `${folder}/program.cjs`;

/** Runs whose functions are kept compiled: what people and CI run most. */
const USUAL = [
  ['solve', 'examples/service-business/spec.yaml'],
  ['solve', 'examples/measured-agent/spec.yaml'],
  ['solve', 'examples/realtime-agent/spec.yaml', '-f', 'json'],
  ['solve', 'examples/realtime-agent/spec.yaml'],
  ['solve', 'examples/graded-agent/spec.yaml'],
  ['table', 'examples/measured-agent/table.yaml'],
  ['check', 'examples/graded-agent/spec.yaml'],
];

/** Writes `dist/precompiled`. The rest of `dist` has to be there. */
export async function precompile() {
  await bundle();
  const source = inAscii(readFileSync(filename, 'utf8'));
  writeFileSync(filename, source);
  const script = new Script(source, {
    filename,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: null };
  script.runInThisContext()(module, createRequire(filename), filename);
  for (const argv of USUAL) await module.exports.run(quiet(argv));
  writeFileSync(`${folder}/${process.version}-${process.arch}.bin`, script.createCachedData());
}

/**
 * Escapes what is no ASCII, which is read quickest: esbuild does so in strings, but leaves regular
 * expressions and tagged templates as they are.
 */
function inAscii(source) {
  const escaped = /\\[^\0-\x7f]/.exec(source);
  if (escaped !== null) throw new Error(`a backslash before ${escaped[0]} cannot be kept`);
  return source.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function bundle() {
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['src/commands/run.ts'],
    outfile: filename,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    charset: 'ascii',
    banner: {
      js: "(function (module, require, __filename) { const __here = require('node:url').pathToFileURL(__filename).href;",
    },
    footer: { js: '})' },
    define: { 'import.meta.url': '__here' },
    legalComments: 'none',
    plugins: [wasmForEsbuild, leanDependencies],
    logLevel: 'warning',
  });
}

/** The outside world of a run that nobody watches. */
function quiet(argv) {
  const nowhere = { write: () => true };
  return { argv, stdout: nowhere, stderr: nowhere, stdin: process.stdin, env: {}, cwd: root };
}
