/** What charts need of Observable Plot and of a document to draw in: both are loaded only where a chart is asked for. */
export interface PlotLibrary {
  plot(options: Readonly<Record<string, unknown>>): { readonly outerHTML: string };
  readonly dot: Mark;
  readonly line: Mark;
  readonly ruleX: Mark;
  readonly ruleY: Mark;
  readonly barX: Mark;
  readonly text: Mark;
}

type Mark = (data: readonly unknown[], options: Readonly<Record<string, unknown>>) => unknown;

/** A library and the document it draws in. */
export interface Pen {
  readonly Plot: PlotLibrary;
  readonly document: unknown;
}

/** A picture for a file: SVG that stands by itself. */
export interface Picture {
  /** What it shows, for its file's name: `frontier`. */
  readonly name: string;
  /** For whoever cannot see it. */
  readonly alt: string;
  readonly svg: string;
}
