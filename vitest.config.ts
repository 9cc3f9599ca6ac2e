import { defineConfig } from 'vitest/config';
import { wasmForVite } from './scripts/wasm.mjs';

export default defineConfig({
  plugins: [wasmForVite],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
