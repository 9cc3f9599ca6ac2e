/** How many chunks are read before other work of the thread may run. */
export const BREATH = 16;

/** Signals and messages are seen in between. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
