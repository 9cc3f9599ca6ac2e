import { parameterOf } from './callParameters.ts';
import { textOf, type SharedAttributes } from './shapes.ts';

/**
 * Reasoning effort of a model call as its source names it, lower-case; null when nobody said so.
 * It is never inferred from reasoning tokens. Precedence: trace-formats 1.12.8. Of a call's
 * parameters only what callParameters.ts takes is among the attributes.
 */
export function effortOf(attributes: SharedAttributes): string | null {
  const stated =
    textOf(
      attributes,
      'gen_ai.request.reasoning.level',
      'gen_ai.request.reasoning_effort',
      'gen_ai.request.reasoning.effort',
    ) ??
    parameterOf(attributes, 'effort') ??
    textOf(attributes, 'ai.telemetry.metadata.effort', 'ai.telemetry.metadata.reasoningEffort');
  return stated?.toLowerCase() ?? null;
}
