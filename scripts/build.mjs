// Bundles the command line tool and the library. One file per entry plus lazily loaded chunks:
// unbundled, the five dependencies cost three times a bare `node` start; bundled, twice.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanDependencies } from './leanDependencies.mjs';
import { precompile } from './precompile.mjs';
import { writePriceLists } from './priceLists.mjs';
import { noWasmForEsbuild, wasmForEsbuild } from './wasm.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Leaves the whole program out of what imports it. */
const programBeside = {
  name: 'program-beside',
  setup({ onResolve }) {
    onResolve({ filter: /\/run\.ts$/ }, () => ({ path: './run.js', external: true }));
  },
};

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: {
    run: 'src/commands/run.ts',
    index: 'src/index.ts',
    traceWorker: 'src/traces/engines/files/traceWorker.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'chunks/[name]-[hash]',
  // CommonJS dependencies inside an ES module bundle still call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  legalComments: 'linked',
  plugins: [wasmForEsbuild, leanDependencies],
  logLevel: 'warning',
});

// What every start loads, in a file of its own without chunks: each file that Node resolves takes a
// millisecond. The program beside it is loaded as what was compiled ahead, or as `run.js`.
await build({
  absWorkingDir: root,
  entryPoints: ['src/cli.ts'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  plugins: [programBeside],
  logLevel: 'warning',
});

await writePriceLists();
// What the page of `budget report` holds: read when one is written, and part of no chunk.
await build({
  absWorkingDir: root,
  entryPoints: ['src/render/page/client/main.ts', 'src/render/page/client/page.css'],
  outdir: 'dist/page',
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  // Architectures of a page come with their ids: none is hashed there.
  plugins: [noWasmForEsbuild],
  alias: { 'node:crypto': './src/render/page/client/noHash.ts' },
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});
await precompile();
