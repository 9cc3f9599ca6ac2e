import type { LatencyInput } from '../latency/latencyInput.ts';
import { leafOf } from '../latency/leafOf.ts';
import { normalCdf } from '../latency/normalCdf.ts';
import { type CommonCause, rankOf } from './commonCause.ts';
import type { RequestClass } from './requestClass.ts';

/** What is known of a request: its kind, and the normal score of its hidden cause. */
export interface Given {
  readonly kind: RequestClass;
  readonly z: number;
}

/** Normal scores at which a step's law is read: those of incidents lie far out. */
const SCORES = Array.from({ length: 61 }, (_, at) => (at - 24) / 6);

/** Closer to 0 or 1 than this no rank is told from it. */
const EDGE = 1e-7;

/** Laws of steps in requests of which something is known. Every law is read once. */
export class ConditionalLaws {
  readonly #cause: CommonCause;
  readonly #times = new Map<string, Map<LatencyInput, readonly number[]>>();

  constructor(cause: CommonCause) {
    this.#cause = cause;
  }

  /** The law of a step among such requests: its score is normal there, and its rank that of the score. */
  of(name: string, input: LatencyInput, { kind, z }: Given): LatencyInput {
    const step = kind.get(name);
    if (step === undefined || input.kind === 'point') return input;
    const { mean, spread, loading } = step;
    if (mean === 0 && spread === 1 && loading === 0) return input;
    const times = this.#timesOf(name, input);
    const centre = mean + spread * loading * z;
    const width = spread * Math.sqrt(1 - loading * loading);
    const points: { p: number; ms: number }[] = [];
    SCORES.forEach((score, at) => {
      const p = normalCdf((score - centre) / width);
      const ms = Math.max(times[at]!, 1e-3);
      const before = points.at(-1);
      // Where a law stands still, or a probability is too close to 0 or 1, there is no point of its own.
      if (p <= EDGE || p >= 1 - EDGE) return;
      if (before && (p <= before.p + 1e-9 || ms <= before.ms * (1 + 1e-9))) return;
      points.push({ p, ms });
    });
    if (points.length >= 2) return { kind: 'quantiles', points, max: null };
    const middle = SCORES.findIndex((score) => score >= centre);
    return { kind: 'point', ms: times[middle === -1 ? times.length - 1 : middle]! };
  }

  #timesOf(name: string, input: LatencyInput): readonly number[] {
    const ofStep = this.#times.get(name) ?? new Map<LatencyInput, readonly number[]>();
    this.#times.set(name, ofStep);
    const known = ofStep.get(input);
    if (known) return known;
    const leaf = leafOf(input);
    const times = SCORES.map((score) =>
      leaf.quantile(Math.min(Math.max(rankOf(this.#cause, name, score), EDGE), 1 - EDGE)),
    );
    ofStep.set(input, times);
    return times;
  }
}
