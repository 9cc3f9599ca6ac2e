// Compiles assembly/ to WebAssembly where source says `import bytes from '….wasm'`.
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const ENTRY = 'assembly/index.ts';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const OPTIONS = [
  '--baseDir',
  ROOT,
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
].concat(
  // 16 MB, the last 8 of them for what is being read.
  ['--initialMemory', '256'],
);

let compiled = null;

/** Once per process. */
export async function wasmBytes() {
  compiled ??= compile();
  return compiled;
}

async function compile() {
  const folder = mkdtempSync(join(tmpdir(), 'budget-wasm-'));
  const output = join(folder, 'scanner.wasm');
  try {
    const { error, stderr } = await asc.main([ENTRY, '--outFile', output, ...OPTIONS]);
    if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** For esbuild: the bytes become part of the bundle. */
export const wasmForEsbuild = {
  name: 'wasm',
  setup(build) {
    build.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, namespace: 'wasm' }));
    build.onLoad({ filter: /.*/, namespace: 'wasm' }, async () => ({
      contents: await wasmBytes(),
      loader: 'binary',
    }));
  },
};

const ID = '\0scanner.wasm';

/** For the tests. */
export const wasmForVite = {
  name: 'wasm',
  enforce: 'pre',
  resolveId: (path) => (path.endsWith('.wasm') ? ID : null),
  load: async (id) => {
    if (id !== ID) return null;
    const text = (await wasmBytes()).toString('base64');
    return `export default new Uint8Array(Buffer.from('${text}', 'base64'));`;
  },
};
