import { basename } from 'node:path';
import type { Formats } from '../render/formats.ts';
import type { Screen, SolveReport } from '../render/report.ts';
import { penFor } from './pen.ts';
import type { RenderFlags } from './render.ts';
import { solveFormats, TOP } from './solveFormats.ts';
import { solvePictures } from './solvePictures.ts';
import { asksFor } from './writeOutputs.ts';

/** A saved answer in every format. Where its time goes is drawn if it was saved with `--explain`. */
export async function savedSolveFormats(
  report: SolveReport,
  path: string,
  flags: RenderFlags,
  screen: Screen,
): Promise<Formats> {
  const html = asksFor(flags, 'html') ? await pageOf(report, path) : '';
  const explained = report.agents.find((agent) => agent.explained !== null);
  const formats = solveFormats(report, {
    verb: 'render',
    top: flags.top ?? TOP,
    all: flags.all ?? false,
    screen,
    asked: explained?.explained ? { agent: explained.agent, explained: explained.explained } : null,
    place: { file: path, rangeOf: () => null },
    drawn: solvePictures(
      penFor(flags),
      report,
      (name) => report.agents.find(({ agent }) => agent === name)?.explained ?? null,
    ),
    found: report.warnings,
  });
  return { ...formats, html: () => html };
}

/** Without its spec a result has no sliders: their answers were not saved. */
async function pageOf(report: SolveReport, path: string): Promise<string> {
  const { renderPage } = await import('../render/page/page.ts');
  const { savedCosts } = await import('../render/page/costs/pageCosts.ts');
  const { takenApartFrom } = await import('../render/page/takenApart.ts');
  const { pageAssets } = await import('./pageAssets.ts');
  const { shippedWaits } = await import('./shippedWaits.ts');
  const input = {
    title: report.agents.length === 1 ? (report.agents[0]?.agent ?? '') : basename(path),
    spec: null,
    report,
    agents: report.agents.map((result) => ({
      result,
      whatIf: null,
      explained: result.explained === null ? [] : [takenApartFrom(result.explained)],
      costs: savedCosts(result, 'what is offered'),
    })),
    table: null,
    waits: shippedWaits(),
    strict: false,
  };
  return renderPage(input, pageAssets());
}
