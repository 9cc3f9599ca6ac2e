export type Schema = 'current' | 'older' | 'json';
export function otelTable(name: string, schema: Schema): string;
export function langfuseTables(): string[];
export function insertOf(table: string, schema: Schema, file: string): string;
export function rowTable(path: string): string;
