/** Compiled from assembly/ by scripts/wasm.mjs when the package is built, or a test is run; empty in pages. */
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
