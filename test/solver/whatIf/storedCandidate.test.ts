import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Corner } from '../../../src/solver/candidate.ts';
import { StoredCandidate } from '../../../src/solver/whatIf/storedCandidate.ts';
import { largeWhatIf } from '../../support/page/largePage.ts';

const CORNERS: readonly Corner[] = ['latency', 'ttft', 'progress', 'accuracy', 'tools', 'cost'];

describe('a stored architecture', () => {
  const { problem, architectures } = largeWhatIf(200);

  it('says the same however often and in whatever order it is asked', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: architectures.length - 1 }),
        fc.array(fc.constantFrom(...CORNERS), { minLength: 1, maxLength: 20 }),
        (place, asked) => {
          const stored = architectures[place];
          if (stored === undefined) return;
          const known = new StoredCandidate(problem, stored);
          for (const corner of asked) {
            const fresh = new StoredCandidate(problem, stored);
            expect(known.meets(corner)).toBe(fresh.meets(corner));
            expect(known.holds(corner)).toBe(fresh.holds(corner));
          }
        },
      ),
    );
  });
});
