import type { Architecture } from '../../solver/result.ts';
import type { WrittenWhatIf } from '../../solver/whatIf/written.ts';
import { agentSection } from './agentSection.ts';
import type { ShownArchitecture } from './agentView.ts';
import { Html, markup, scriptData } from './html.ts';
import { howToRead } from './howToRead.ts';
import { overview } from './overview.ts';
import type { PageData, PageInput } from './pageInput.ts';
import { sources } from './sources.ts';
import { componentTable } from './componentTable.ts';

/** Script and style of the page, as built from `client/`. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * One self-contained HTML page: no request leaves it. Everything is in the page without its script,
 * which adds the sliders.
 */
export function renderPage(input: PageInput, { script, style }: PageAssets): string {
  const { title, agents, table } = input;
  const page = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        />
        <meta name="color-scheme" content="light dark" />
        <title>${title}: what fits, and what each limit costs</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the verdict</a>
        <header>
          <h1>${title}</h1>
          <p class="lead">
            How fast, how good and how cheap can it be? Drag a limit to see what it costs the others.
          </p>
          ${howToRead()} ${overview(agents)}
        </header>
        <main id="main">
          ${agents.map((agent, index) => agentSection(input, agent, index))}
          ${table === null ? null : componentTable(table, agents)} ${sources(input)}
        </main>
        <script type="application/json" id="budget-data">
          ${scriptData(dataOf(input))}
        </script>
        <script>
          ${new Html(script)};
        </script>
      </body>
    </html>`;
  return `${page.text}\n`;
}

function dataOf({ agents, strict, spec, waits }: PageInput): PageData {
  return {
    strict,
    spec,
    waits,
    agents: agents.map(({ result, whatIf, explained, costs }) => ({
      agent: result.agent,
      whatIf,
      explained,
      costs,
      frontier: whatIf === null ? [] : placesOf(result.frontier, whatIf),
      today: result.today && shown(result.today),
      cliffDrop: result.cliffDrop,
    })),
  };
}

/** Where architectures are among those that are stored. */
function placesOf(
  architectures: readonly Architecture[],
  { architectures: stored }: WrittenWhatIf,
): number[] {
  const ids = new Set(architectures.map(({ id }) => id));
  return stored.flatMap(([id], place) => (ids.has(id) ? [place] : []));
}

/** Without what the sliders do not show. */
function shown(architecture: Architecture): ShownArchitecture {
  const {
    id,
    name,
    choices,
    shown: time,
    accuracy,
    cost,
    tools,
    meets,
    meets12Months,
  } = architecture;
  return {
    id,
    name,
    choices,
    shown: time,
    accuracy,
    cost: { ...cost, parts: {} },
    tools,
    meets,
    meets12Months,
  };
}
