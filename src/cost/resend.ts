/** Share of users that have sent their request again after a wait of so many ms. */
export interface Anchor {
  readonly ms: number;
  readonly share: number;
}

/** Nobody resends before two thirds of the first wait that is stated: an assumption (2 s for 3 s). */
const PATIENT = 2 / 3;
/** Steepness where only one wait is stated: that of 5% at 3 s and 25% at 5 s. An assumption. */
const USUAL_SHAPE = 1.57;

/**
 * Share of users that resend when an answer takes t: 1 − exp(−((t−t₀)/s)^k), the Weibull law through
 * the stated waits; between more than two of them, and beyond, the law through the two nearest.
 *
 * @param anchors ascending in both, shares between 0 and 1, exclusively
 * @example resendShare([{ ms: 3000, share: 0.05 }, { ms: 5000, share: 0.25 }])(4000) // 0.14
 */
export function resendShare(anchors: readonly Anchor[]): (ms: number) => number {
  const [first] = anchors;
  if (first === undefined) return () => 0;
  const start = PATIENT * first.ms;
  const points = anchors.map(({ ms, share }) => ({
    x: Math.log(ms - start),
    y: Math.log(-Math.log(1 - share)),
  }));
  return (ms) => {
    if (ms <= start) return 0;
    const x = Math.log(ms - start);
    const { at, slope } = lineAt(points, x);
    return 1 - Math.exp(-Math.exp(at.y + slope * (x - at.x)));
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function lineAt(points: readonly Point[], x: number): { at: Point; slope: number } {
  const after = points.findIndex((point) => point.x > x);
  const index = after === -1 ? points.length - 1 : Math.max(1, after);
  const right = points[Math.min(index, points.length - 1)] ?? { x: 0, y: 0 };
  const left = points[index - 1];
  const slope = left && left !== right ? (right.y - left.y) / (right.x - left.x) : USUAL_SHAPE;
  return { at: right, slope };
}

/**
 * The load with resends: l = l₀ + l·P(resend at l). Null where no load solves that: every resend slows
 * the service down, which brings more of them.
 *
 * @param shareAt share of users that resend when the service has a load
 * @param most a load above which the service cannot keep up
 */
export function loadWithResends(
  load: number,
  shareAt: (load: number) => number,
  most = Number.POSITIVE_INFINITY,
): number | null {
  let current = load;
  for (let round = 0; round < ROUNDS; round++) {
    const next = load / (1 - Math.min(0.999, shareAt(current)));
    if (next > most) return null;
    if (Math.abs(next - current) <= 1e-6 * load) return next;
    current = next;
  }
  return null;
}

const ROUNDS = 200;
