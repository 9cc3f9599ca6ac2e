import { DurationTally } from './durationTally.ts';
import type { MeasuredVariant, TokenCount, TokenKey } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';

const TOKEN_KEYS: readonly TokenKey[] = ['input', 'cached', 'written', 'output', 'reasoning'];

export interface VariantIdentity {
  readonly model: string | null;
  readonly effort: string | null;
}

/** Successful runs of one variant under count. */
export class VariantTally {
  readonly #latency = new DurationTally();
  readonly #ttft = new DurationTally();
  readonly #tokens = new Map<TokenKey, { n: number; sum: number }>();

  add(run: Occurrence): void {
    this.#latency.add(run.durationMs);
    if (run.ttftMs !== null) this.#ttft.add(run.ttftMs);
    for (const key of TOKEN_KEYS) {
      const tokens = run.usage?.[key] ?? null;
      if (tokens !== null) this.#addTokens(key, tokens);
    }
  }

  /** Null when no run was added. */
  result(name: string | null, { model, effort }: VariantIdentity): MeasuredVariant | null {
    const latency = this.#latency.result();
    return (
      latency && {
        name,
        model,
        effort,
        latency,
        ttft: this.#ttft.result(),
        tokens: this.#tokenCounts(),
      }
    );
  }

  #addTokens(key: TokenKey, tokens: number): void {
    const known = this.#tokens.get(key) ?? { n: 0, sum: 0 };
    this.#tokens.set(key, { n: known.n + 1, sum: known.sum + tokens });
  }

  #tokenCounts(): Record<TokenKey, TokenCount | null> {
    const count = (key: TokenKey): TokenCount | null => this.#tokens.get(key) ?? null;
    return {
      input: count('input'),
      cached: count('cached'),
      written: count('written'),
      output: count('output'),
      reasoning: count('reasoning'),
    };
  }
}
