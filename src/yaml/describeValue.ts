import { quoted } from '../units/quoted.ts';

/**
 * What a value from a YAML file is, for people.
 *
 * @example describeValue([1]) // 'a list'
 */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return 'a map';
  return Number.isFinite(value) ? `the number ${value}` : 'not a finite number';
}
