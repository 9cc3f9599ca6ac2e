import type { Plugin } from 'esbuild';

export const wasmForEsbuild: Plugin;

export const wasmForVite: {
  readonly name: string;
  readonly enforce: 'pre';
  readonly resolveId: (path: string) => string | null;
  readonly load: (id: string) => Promise<string | null>;
};

export function wasmBytes(): Promise<Uint8Array>;
