import { type Html, markup } from './html.ts';

const WORDS: readonly (readonly [string, string])[] = [
  ['p95', '95 of 100 requests are done within that time; the other 5 take longer.'],
  ['accuracy', 'the share of answers that are right on the team’s eval.'],
  [
    '84% (81–86)',
    'the best estimate is 84%, and it lies between 81% and 86% nine times out of ten.',
  ],
  ['● measured', 'this very combination was run on the eval.'],
  ['○ predicted', 'worked out from what each part was found to add: less sure than measured.'],
  [
    'architecture',
    'one way to build the agent: which model, which steps, which tools, in which order.',
  ],
  ['tools', 'what the agent can look up or do. Without one, some requests cannot be served.'],
  ['the cliff', 'the step in time at which accuracy falls most.'],
];

/** The words of the page, a line each, folded away for those who know them. */
export function howToRead(): Html {
  return markup`<details class="words">
    <summary>What the words mean</summary>
    <dl>
      ${WORDS.map(
        ([word, meaning]) =>
          markup`<div>
            <dt>${word}</dt>
            <dd>${meaning}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}
