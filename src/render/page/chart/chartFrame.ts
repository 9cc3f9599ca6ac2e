import { shownTime } from '../../words.ts';
import type { AgentView, ShownArchitecture } from '../agentView.ts';
import { accuracyScale, type Scale, timeScale } from './scales.ts';

/** Where a chart draws, in pixels, and what its axes mean. It stays as it is while sliders move. */
export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
  /** `p95`, `first token p95`. */
  readonly time: string;
}

/** An architecture whose time and accuracy are known. */
export interface ChartPoint {
  readonly ms: number;
  readonly value: number;
  readonly architecture: ShownArchitecture;
}

/** In a chart narrower than this there is room for few words. */
export const NARROW = 440;

/** Width of a chart that nobody measured the place of. */
export const USUAL_WIDTH = 760;

/**
 * A frame that holds everything a view speaks of.
 *
 * @param frontier what none beats
 * @returns null where there are not two points to compare
 */
export function chartFrame(
  view: AgentView,
  frontier: readonly ShownArchitecture[],
  width = USUAL_WIDTH,
): ChartFrame | null {
  const trades = view.pickTwo.flatMap(({ architecture }) => architecture ?? []);
  const steps = view.cliff.map(({ architecture }) => architecture);
  const others = [view.today, view.offered].flatMap((each) => each ?? []);
  const points = [...frontier, ...steps, ...trades, ...others].flatMap(pointOf);
  if (points.length < 2) return null;
  const { times, shares } = limitsIn(view);
  const height = Math.round(Math.min(470, Math.max(300, width * 0.58)));
  const [left, right, top, bottom] = [48, width - 16, 40, height - 52];
  const lows = points.map(({ value, architecture: { accuracy } }) => accuracy.low ?? value);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    time: shownTime(view).label,
    x: timeScale([...points.map(({ ms }) => ms), ...times], left, right),
    y: accuracyScale([...lows, ...shares], bottom, top),
  };
}

/** Nothing where the time or the accuracy is unknown. */
export function pointOf(architecture: ShownArchitecture): ChartPoint[] {
  const { shown, accuracy } = architecture;
  return shown.ms === null || accuracy.value === null
    ? []
    : [{ ms: shown.ms, value: accuracy.value, architecture }];
}

/** The limits that a chart of time and accuracy has a line for. */
export function limitsIn({ limits }: AgentView): {
  readonly times: readonly number[];
  readonly shares: readonly number[];
} {
  const stated = limits.latency ?? limits.ttft ?? limits.progress ?? {};
  const time = Object.values(stated)[0] ?? limits.deadline;
  return {
    times: time === null ? [] : [time],
    shares: limits.accuracy === null ? [] : [limits.accuracy.atLeast],
  };
}
