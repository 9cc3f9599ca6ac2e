// Bundles and runs one file of bench/: node scripts/bench.mjs solver
import { rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const name = process.argv[2] ?? 'solver';
const outfile = fileURLToPath(new URL(`../dist/bench-${name}.mjs`, import.meta.url));

await build({
  entryPoints: [fileURLToPath(new URL(`../bench/${name}.bench.ts`, import.meta.url))],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
rmSync(outfile);
