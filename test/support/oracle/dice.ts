import { mulberry32 } from '../mulberry32.ts';

/** Choices of a generator, the same for the same seed. */
export interface Dice {
  /** 0, 1, … below `count`. */
  below(count: number): number;
  chance(share: number): boolean;
  oneOf<T>(list: readonly T[]): T;
  /** Each with `share`, in the order of the list. */
  some<T>(list: readonly T[], share: number): T[];
}

export function diceOf(seed: number): Dice {
  const uniform = mulberry32(seed);
  const below = (count: number) => Math.floor(uniform() * count);
  return {
    below,
    chance: (share) => uniform() < share,
    oneOf: (list) => list[below(list.length)] as (typeof list)[number],
    some: (list, share) => list.filter(() => uniform() < share),
  };
}
