export function writeOtelRows(from: string, to: string): Promise<number>;
export function otelRows(document: unknown): Record<string, unknown>[];
