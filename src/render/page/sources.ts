import { formatCount } from '../../units/count.ts';
import { type Html, markup } from './html.ts';
import type { PageInput } from './pageInput.ts';

/** What the page rests on: data and its age, sample sizes, what was assumed, and the files by their sums. */
export function sources({ report, table, agents }: PageInput): Html {
  const measured = table?.measured ?? null;
  const inexact = agents.filter(({ whatIf }) => whatIf !== null && whatIf.epsilon !== 0);
  return markup`<section aria-labelledby="sources">
    <h2 id="sources">What this rests on</h2>
    <ul>
      ${
        measured === null
          ? markup`<li>The table states its latencies; it does not say that they were measured.</li>`
          : markup`<li>
              Latencies: ${formatCount(measured.traces)} traces, ${formatCount(measured.spans)}
              spans, ${measured.from} to
              <time datetime="${measured.to}" class="age">${measured.to}</time>.
            </li>`
      }
      <li>
        Steps are taken as independent; percentiles are composed, not added. Intervals are central
        90%.
      </li>
      <li>
        Measured accuracies come from evals, predicted ones from stated effects; they are never
        mixed.
      </li>
      ${inexact.length === 0 ? null : markup`<li>For ${inexact.map(({ result }) => result.agent).join(', ')} there are too many architectures to keep all: the sliders may be off by what a better search would find.</li>`}
      ${report.warnings.map(({ severity, message, file, range }) => markup`<li class="${severity}">${severity}: ${message}${file === null ? '' : ` (${file}${range === null ? '' : `:${range.line}`})`}</li>`)}
    </ul>
    <details>
      <summary>Files</summary>
      <ul>
        ${report.inputs.map(({ path, sha256 }) => markup`<li>${path}: <code>${sha256}</code></li>`)}
      </ul>
      <p>Made by ${report.tool.name} ${report.tool.version}.</p>
    </details>
  </section>`;
}
