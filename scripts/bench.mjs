// Bundles and runs one file of bench/: node scripts/bench.mjs solver
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { wasmForEsbuild } from './wasm.mjs';

const name = process.argv[2] ?? 'solver';
const outfile = fileURLToPath(new URL(`../dist/bench-${name}.mjs`, import.meta.url));

await build({
  entryPoints: [fileURLToPath(new URL(`../bench/${name}.bench.ts`, import.meta.url))],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['esbuild', 'playwright-core'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  plugins: [wasmForEsbuild, { name: 'own-place', setup: keepPlaces }],
  logLevel: 'warning',
});
// In a process of its own: what compiled it leaves a heap that slows down what is timed.
const { status } = spawnSync(process.execPath, [outfile], { stdio: 'inherit' });
rmSync(outfile, { force: true });
process.exitCode = status ?? 1;

/** Files that read others beside them do so from where they are, not from the bundle. */
function keepPlaces(builder) {
  builder.onLoad({ filter: /\/(test|bench)\/.*\.ts$/ }, ({ path }) => ({
    contents: readFileSync(path, 'utf8').replaceAll(
      'import.meta.url',
      JSON.stringify(pathToFileURL(path).href),
    ),
    loader: 'ts',
  }));
}
