import { expect, describe, it } from 'vitest';
import { pageAssets } from '../../src/commands/pageAssets.ts';
import { renderPage } from '../../src/render/page/page.ts';
import { MOST_KEPT } from '../../src/solver/whatIf/whatIf.ts';
import { chromiumPath } from '../support/page/chromium.ts';
import { hasBrowser } from '../support/page/inBrowser.ts';
import { largePage } from '../support/page/largePage.ts';
import { stepTimes } from '../support/page/stepTimes.ts';

/** ms of the processor; `npm run bench:page` says what it really takes. */
const MOST = 50;

describe.skipIf(!hasBrowser())('a page at its largest in Chromium', () => {
  it('follows a slider at once: half of all steps take less than 50 ms of work', async () => {
    const html = renderPage(largePage(MOST_KEPT), pageAssets());
    const [times = []] = await stepTimes(chromiumPath() ?? '', html, 1, 8);
    expect(times.length).toBeGreaterThan(15);
    expect(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]).toBeLessThan(MOST);
  }, 240_000);
});
