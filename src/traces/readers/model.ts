import { parameterOf } from './callParameters.ts';
import { textOf, type SharedAttributes } from './shapes.ts';

/** What providers append to the name that was asked for: -2025-08-07, -20250807, @20250807, -001. */
const VERSION = /^[-@](?:\d{4}-?\d{2}-?\d{2}|\d{3})$/;

/**
 * The model of a call. The response names what really ran, but when it only adds a version to the
 * name that was asked for, that name is kept: prices and specs use it.
 *
 * @example modelOf of request gpt-5-mini, response gpt-5-mini-2025-08-07 // 'gpt-5-mini'
 */
export function modelOf(attributes: SharedAttributes): string | null {
  return statedModel(attributes)?.replace(PATH, '') ?? null;
}

/** Google's names of resources: `models/…`, `projects/…/publishers/google/models/…`. */
const PATH = /^(?:projects\/.*\/)?(?:publishers\/[^/]+\/)?models\//;

function statedModel(attributes: SharedAttributes): string | null {
  const ran = textOf(
    attributes,
    'gen_ai.response.model',
    'ai.response.model',
    'llm.output_model_name',
    'llm.model_name',
  );
  const asked =
    textOf(attributes, 'gen_ai.request.model', 'ai.model.id') ?? parameterOf(attributes, 'model');
  if (ran === null)
    return (
      asked ??
      textOf(
        attributes,
        'embedding.model_name',
        'reranker.model_name',
        'langfuse.observation.model.name',
      )
    );
  const versioned =
    asked !== null && ran.startsWith(asked) && VERSION.test(ran.slice(asked.length));
  return versioned ? asked : ran;
}
