import { asRecord, parseJson } from '../json.ts';
import { slotsOf, type OwnKey } from './attributeKeys.ts';
import { numberIn, textIn, type OwnValues } from './attributes.ts';

/** Attributes with a cost in USD: of the call, or of its two sides. */
export const COST_KEYS = {
  total: ['llm.cost.total', 'gen_ai.usage.cost', 'operation.cost', 'gen_ai.cost.total_cost'],
  parts: ['gen_ai.usage.input_cost', 'gen_ai.usage.output_cost'],
} as const satisfies Readonly<Record<string, readonly OwnKey[]>>;

const TOTAL = slotsOf(...COST_KEYS.total);
const PARTS = COST_KEYS.parts.map((key) => slotsOf(key));
const LANGFUSE = slotsOf('langfuse.observation.cost_details');

/** What the call cost in USD by its source's own reckoning; null when it does not say. */
export function reportedCost(own: OwnValues): number | null {
  return numberIn(own, TOTAL) ?? sumOfParts(own) ?? langfuseTotal(own);
}

function sumOfParts(own: OwnValues): number | null {
  let sum: number | null = null;
  for (const slots of PARTS) {
    const part = numberIn(own, slots);
    if (part !== null) sum = (sum ?? 0) + part;
  }
  return sum;
}

/** A JSON text whose `total` is the sum of its other entries. */
function langfuseTotal(own: OwnValues): number | null {
  const text = textIn(own, LANGFUSE);
  const total = text === null ? null : Number(asRecord(parseJson(text))?.['total'] ?? NaN);
  return total !== null && total >= 0 && total < Infinity ? total : null;
}
