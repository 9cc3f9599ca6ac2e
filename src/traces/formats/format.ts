/**
 * Takes a span in the shape of OTLP/JSON: every format is put in those words, so that one reader
 * decides what a span means.
 *
 * @param scope name of the library that wrote the span
 * @param place `file:line` where it stands
 * @param clock service and machine whose clock wrote its times
 */
export type EmitSpan = (span: unknown, scope: string | null, place: string, clock?: string) => void;

/** Reads the documents of one format, of all files: some spread one span over several lines. */
export interface FormatReader {
  /** @param place `file:line` of the document */
  read(document: unknown, place: string): void;
  /** Nothing more comes: what was held back goes out. */
  end(): void;
}

/** A trace format that comes as JSON documents or rows of a CSV file. */
export interface Format {
  /** As `--from` spells it. */
  readonly name: string;
  /** In words for the reader. */
  readonly label: string;
  readonly matches: (document: unknown) => boolean;
  readonly open: (emit: EmitSpan) => FormatReader;
}

/** A reader of documents that stand for themselves. */
export function plainReader(
  read: (document: unknown, emit: EmitSpan, place: string) => void,
): Format['open'] {
  return (emit) => ({
    read: (document, place) => read(document, emit, place),
    end: () => undefined,
  });
}
