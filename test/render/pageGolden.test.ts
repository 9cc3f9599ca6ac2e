import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPage } from '../support/page/openPage.ts';
import { outline } from '../support/page/outline.ts';
import { runCommand } from '../support/runCommand.ts';

const FOLDER = join(import.meta.dirname, 'pages');
const EXAMPLES = ['realtime-agent', 'service-business', 'measured-agent', 'graded-agent'];

/**
 * All that a page says, as text beside this test: a change of the page is seen in review.
 * UPDATE_CASES=1 writes it anew.
 */
describe('what the page of an example says', () => {
  it.each(EXAMPLES)('%s', async (example) => {
    const { stdout } = await runCommand(['report', `examples/${example}/spec.yaml`, '-q']);
    const body = openPage(stdout).document.querySelector('body');
    const said = body === null ? '' : outline(body);
    const path = join(FOLDER, `${example}.txt`);
    if (process.env['UPDATE_CASES'] === '1') {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(path, said);
    }
    expect(said).toBe(readFileSync(path, 'utf8'));
  });
});
