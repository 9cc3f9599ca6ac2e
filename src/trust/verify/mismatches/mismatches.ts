import type { Choices } from '../../../solver/choices.ts';
import type { Problem } from '../../../solver/problem.ts';
import type { StepRuns } from '../../stepRuns.ts';
import type { Mismatch } from './mismatch.ts';
import { OffAndOn } from './offAndOn.ts';
import { OtherOrder } from './otherOrder.ts';
import { OtherVariants } from './otherVariants.ts';

/** Where requests contradict the choices that were signed. */
export class Mismatches {
  readonly #parts: readonly { add(steps: StepRuns): void; found(): Mismatch[] }[];

  constructor(problem: Problem, choices: Choices) {
    this.#parts = [
      new OtherVariants(problem, choices),
      new OffAndOn(problem, choices),
      new OtherOrder(choices),
    ];
  }

  add(steps: StepRuns): void {
    for (const part of this.#parts) part.add(steps);
  }

  /** Variants first, then what is off or missing, then the order of the tools. */
  found(): Mismatch[] {
    return this.#parts.flatMap((part) => part.found());
  }
}
