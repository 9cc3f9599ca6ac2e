import type { ObservedRequest } from '../observed.ts';
import { against, shareEstimate } from './estimates.ts';
import type { Grounds } from './grounds.ts';
import { judge, type Subject } from './judge.ts';
import type { PlannedCheck, Watch } from './watch.ts';

/** Whole requests that gave no answer: percentiles speak of the others only. */
export class FailedRequests implements Watch {
  readonly #expected: Grounds['failures'];
  #failed = 0;
  #total = 0;

  constructor({ failures }: Grounds) {
    this.#expected = failures;
  }

  add({ failed }: ObservedRequest): void {
    this.#failed += Number(failed);
    this.#total += 1;
  }

  checks(): PlannedCheck[] {
    const expected = this.#expected;
    if (expected === null || this.#total === 0) return [];
    const subject: Subject = {
      metric: 'failures',
      of: 'requests',
      signed: false,
      promised: expected.value,
    };
    return [
      (alpha) =>
        judge(subject, against(expected.n, shareEstimate(this.#failed, this.#total, alpha, true))),
    ];
  }
}
