import type { Plugin } from 'esbuild';

export const wasmForEsbuild: Plugin;

export const noWasmForEsbuild: Plugin;

export const wasmForVite: {
  readonly name: string;
  readonly enforce: 'pre';
  readonly resolveId: (path: string) => string | null;
  readonly load: (id: string) => Promise<string | null>;
};

export function wasmBytes(name?: string): Promise<Uint8Array>;
