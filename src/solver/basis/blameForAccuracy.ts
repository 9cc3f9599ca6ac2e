import type { Evidence } from './evidence.ts';

/** What was recorded of an accuracy's evidence. */
export type EvidenceThen = Omit<Evidence, 'rows' | 'baseline'> & {
  /** Null where it was not recorded. */
  readonly baseline: number | null;
};

/** Why an accuracy is lower than it was. */
export type AccuracyBlame =
  | { readonly kind: 'eval'; readonly before: string; readonly now: string }
  /** No row measures these choices any more. */
  | { readonly kind: 'unmeasured' }
  /** It was predicted, and has been measured since. */
  | { readonly kind: 'measured' }
  /** The rows that measure it say something else. */
  | {
      readonly kind: 'rows';
      /** Tasks that fell, most points first; empty where there are none. */
      readonly tasks: readonly Fall[];
    }
  | ({ readonly kind: 'baseline' } & Omit<Fall, 'name'>)
  /** In points of a choice's effect. */
  | ({ readonly kind: 'effect' } & Fall);

/** A share or an effect that became lower. */
interface Fall {
  readonly name: string;
  readonly before: number;
  readonly now: number;
}

/** Records keep tenths of a point. */
const CHANGED = 0.001;

/** What moved an accuracy, most points first; empty where the record does not tell. */
export function blameForAccuracy(now: Evidence, then: EvidenceThen): AccuracyBlame[] {
  if (now.eval !== then.eval) return [{ kind: 'eval', before: then.eval, now: now.eval }];
  if (now.basis === 'measured')
    return [
      then.basis === 'measured'
        ? { kind: 'rows', tasks: fallenTasks(now, then) }
        : { kind: 'measured' },
    ];
  const moved = [...fallenBaseline(now, then), ...fallenEffects(now, then)];
  const sorted = moved.toSorted((a, b) => a.now - a.before - (b.now - b.before));
  return then.basis === 'measured' ? [{ kind: 'unmeasured' }, ...sorted] : sorted;
}

function fallenTasks(now: Evidence, then: EvidenceThen): Fall[] {
  return [...then.tasks]
    .flatMap(([name, before]) => {
      const value = now.tasks.get(name);
      return value === undefined || value > before - CHANGED ? [] : [{ name, before, now: value }];
    })
    .toSorted((a, b) => a.now - a.before - (b.now - b.before));
}

function fallenBaseline({ baseline }: Evidence, then: EvidenceThen) {
  if (then.baseline === null || baseline > then.baseline - CHANGED) return [];
  return [{ kind: 'baseline' as const, before: then.baseline, now: baseline }];
}

/** An effect that is not recorded was none. */
function fallenEffects({ effects }: Evidence, then: EvidenceThen) {
  const names = new Set([...effects.keys(), ...then.effects.keys()]);
  return [...names].flatMap((name) => {
    const [before, now] = [then.effects.get(name) ?? 0, effects.get(name) ?? 0];
    return now > before - CHANGED ? [] : [{ kind: 'effect' as const, name, before, now }];
  });
}
