import type { Progress } from '../traces/engines/progress.ts';

/** What finishes before this needs no progress. */
const FIRST_MS = 500;

/** Faster than this nobody reads. */
const EVERY_MS = 200;

/** Back to the beginning of the line, and clear it. */
const CLEAR = '\r\u001B[K';

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** A line on a terminal that says how far reading has come; nothing elsewhere. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #started: number;
  #shown = -Infinity;

  /** @param now milliseconds from any moment on */
  constructor(terminal: Terminal, now: () => number) {
    this.#terminal = terminal;
    this.#now = now;
    this.#started = now();
  }

  show(progress: Progress): void {
    const now = this.#now();
    const elapsed = now - this.#started;
    if (this.#terminal.isTTY !== true || elapsed < FIRST_MS || now - this.#shown < EVERY_MS) return;
    this.#shown = now;
    this.#terminal.write(`${CLEAR}${progressText(progress, elapsed)}`);
  }

  clear(): void {
    if (this.#shown > -Infinity) this.#terminal.write(CLEAR);
    this.#shown = -Infinity;
  }
}

/**
 * Reading is about half of the work, and measuring what was read the other half: share, speed and time
 * left are those of both together. Of a stream nobody knows how much is left.
 *
 * @param elapsedMs since reading began
 * @example progressText({ bytes: 1e9, totalBytes: 1e9, spans: 2.4e6, measured: 0.5 }, 3000)
 * // '2.4M spans · 75% · 600k spans/s · 1 s left'
 */
export function progressText(
  { bytes, totalBytes, spans, measured }: Progress,
  elapsedMs: number,
): string {
  if (totalBytes === null)
    return `${short(spans)} spans · ${short((spans * 1000) / elapsedMs)} spans/s`;
  const read = Math.min(1, bytes / Math.max(1, totalBytes));
  const done = (read + measured) / 2;
  // Some formats tell what is a span when all is read.
  const found = spans > 0 ? `${short(spans)} spans` : `${Math.round(bytes / 1e6)} MB`;
  const parts = [found, `${Math.floor(done * 100)}%`];
  if (done > 0) {
    if (spans > 0) parts.push(`${short(((spans / read) * done * 1000) / elapsedMs)} spans/s`);
    parts.push(`${timeText((elapsedMs / done) * (1 - done))} left`);
  }
  return parts.join(' · ');
}

function short(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)}M`;
  return count >= 1e3 ? `${Math.round(count / 1e3)}k` : String(Math.round(count));
}

function timeText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
