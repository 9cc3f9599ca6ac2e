// Compiles assembly/ to WebAssembly where source says `import bytes from '….wasm'`.
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

/** Where modules are written, by the name they are imported by, and their memory in pages of 64 KB. */
const MODULES = {
  // 16 MB, the last 8 of them for what is being read.
  'scanner.wasm': { entry: 'assembly/index.ts', pages: 256 },
  // Operands, twiddles and work of a transform of 65,536 cells.
  'convolver.wasm': { entry: 'assembly/convolver.ts', pages: 48 },
  // 32,768 cells.
  'lognormal.wasm': { entry: 'assembly/lognormal.ts', pages: 5 },
};
const ROOT = fileURLToPath(new URL('..', import.meta.url));

// JavaScript's own logarithms and powers: the two would differ in their last digits.
const MATH = ['--use', 'Math=JSMath'];

const OPTIONS = [
  '--baseDir',
  ROOT,
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  ...MATH,
];

const compiled = new Map();

/** Each once per process. */
export async function wasmBytes(name = 'scanner.wasm') {
  const bytes = compiled.get(name) ?? compile(name);
  compiled.set(name, bytes);
  return bytes;
}

async function compile(name) {
  const { entry, pages } = MODULES[name];
  const folder = mkdtempSync(join(tmpdir(), 'budget-wasm-'));
  const output = join(folder, name);
  try {
    const memory = ['--initialMemory', String(pages)];
    const { error, stderr } = await asc.main([entry, '--outFile', output, ...OPTIONS, ...memory]);
    if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** For esbuild: the bytes become part of the bundle. */
export const wasmForEsbuild = forEsbuild(wasmBytes);

/** For pages, whose content policy allows none: there are no bytes, and JavaScript does the same. */
export const noWasmForEsbuild = forEsbuild(async () => new Uint8Array());

function forEsbuild(bytesOf) {
  return {
    name: 'wasm',
    setup(build) {
      build.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({
        path: basename(path),
        namespace: 'wasm',
      }));
      build.onLoad({ filter: /.*/, namespace: 'wasm' }, async ({ path }) => ({
        contents: await bytesOf(path),
        loader: 'binary',
      }));
    },
  };
}

/** What Vite is told to load, before the name of the module. */
const ID = '\0wasm:';

/** For the tests. */
export const wasmForVite = {
  name: 'wasm',
  enforce: 'pre',
  resolveId: (path) => (path.endsWith('.wasm') ? ID + basename(path) : null),
  load: async (id) => {
    if (!id.startsWith(ID)) return null;
    const text = (await wasmBytes(id.slice(ID.length))).toString('base64');
    return `export default new Uint8Array(Buffer.from('${text}', 'base64'));`;
  },
};
