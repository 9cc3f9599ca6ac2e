import { InvalidArgumentError } from 'commander';

/** Reads the value of a flag that takes a count. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('it takes a whole number.');
  return Number(text);
}
