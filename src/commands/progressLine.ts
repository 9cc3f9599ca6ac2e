import type { Progress } from '../traces/engines/progress.ts';
import { StatusLine, type Terminal } from './statusLine.ts';

/** How far reading and measuring traces have come, on a terminal. */
export class ProgressLine {
  readonly #line: StatusLine;

  /** @param now milliseconds from any moment on */
  constructor(terminal: Terminal, now: () => number) {
    this.#line = new StatusLine(terminal, now);
  }

  show(progress: Progress): void {
    this.#line.show((elapsed) => progressText(progress, elapsed));
  }

  clear(): void {
    this.#line.clear();
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
