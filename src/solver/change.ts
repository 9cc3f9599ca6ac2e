/** One figure or property that differs between two files, in words. */
export interface Change {
  /** What it is about: an agent, a component, a variant. */
  readonly subject: string;
  /** `p95 of the offer`, `cost a request`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** `+30%`, `−2.1 points`; empty where there is no such figure. */
  readonly by: string;
  readonly direction: Direction;
  /** More than the noise in both figures explains; what people edited always is. */
  readonly significant: boolean;
}

export type Direction = 'worse' | 'better' | 'other';

/** Saved results keep six digits. */
export const ROUNDING = 1e-5;

/** A figure that is the better the smaller it is; null where unknown. */
export function compareSmall(
  about: Pick<Change, 'subject' | 'what'>,
  before: number | null,
  after: number | null,
  { format, least }: { readonly format: (value: number) => string; readonly least: number },
): Change[] {
  if (before === after) return [];
  const known = before !== null && after !== null;
  const relative = known && before !== 0 ? after / before - 1 : null;
  if (relative !== null && Math.abs(relative) <= ROUNDING) return [];
  const text = (value: number | null) => (value === null ? 'unknown' : format(value));
  return [
    {
      ...about,
      before: text(before),
      after: text(after),
      by: relative === null ? '' : percent(relative),
      direction: !known
        ? after === null
          ? 'worse'
          : 'other'
        : after > before
          ? 'worse'
          : 'better',
      significant: relative === null ? true : isMore(before ?? 0, after ?? 0, least),
    },
  ];
}

/** By more than a share of the smaller one: a change counts in both directions or in none. */
function isMore(before: number, after: number, least: number): boolean {
  return Math.max(before, after) / Math.min(before, after) - 1 > least + ROUNDING;
}

/** `+30%`, `−4.2%`. */
export function percent(relative: number): string {
  const size = Math.abs(relative * 100);
  const digits = size >= 9.95 ? size.toFixed(0) : size.toFixed(1);
  return `${relative < 0 ? '−' : '+'}${digits}%`;
}
