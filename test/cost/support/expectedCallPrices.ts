import { existsSync, readFileSync } from 'node:fs';

/**
 * 1,496 calls with the price that pydantic/genai-prices expects (MIT, commit 47df840a5ab1). They lie
 * outside this repository; null where they are absent.
 */
export function expectedCallPrices(): ExpectedCall[] | null {
  const path = new URL('../../../../shared/data/prices/expected_call_prices.json', import.meta.url);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ExpectedCall[]) : null;
}

export interface ExpectedCall {
  readonly model: string;
  readonly provider: string;
  readonly usage: Readonly<Record<string, number>>;
  readonly input_price: string;
  readonly output_price: string;
}

/** Usage beside plain text, which this tool has no price for: pictures, sound, tools of the provider. */
export function isText({ usage }: ExpectedCall): boolean {
  return Object.entries(usage).every(
    ([key, count]) => count === 0 || !/image|audio|video|tool|search/.test(key),
  );
}
