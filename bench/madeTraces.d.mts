export function writeTraces(path: string, wanted: number): number;
