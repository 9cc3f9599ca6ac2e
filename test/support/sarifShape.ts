/**
 * The part of the SARIF 2.1.0 schema (OASIS Standard with errata 01) that our output uses: names of
 * the properties that each object may have, what it must have, and the values that are limited.
 */
const text = { type: 'string' } as const;
const ref = (name: string) => ({ $ref: `#/definitions/${name}` });
const list = (name: string) => ({ type: 'array', items: ref(name) });
const index = { type: 'integer', minimum: -1 } as const;
const from1 = { type: 'integer', minimum: 1 } as const;

function object(
  properties: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
) {
  return { type: 'object', additionalProperties: false, properties, ...more };
}

export const SARIF_SHAPE = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...object(
    {
      $schema: { type: 'string', pattern: '^https://' },
      version: { enum: ['2.1.0'] },
      runs: list('run'),
    },
    { required: ['version', 'runs'] },
  ),
  definitions: {
    run: object(
      {
        tool: ref('tool'),
        invocations: list('invocation'),
        columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        results: list('result'),
      },
      { required: ['tool'] },
    ),
    tool: object({ driver: ref('toolComponent') }, { required: ['driver'] }),
    toolComponent: object(
      { name: text, version: text, rules: list('reportingDescriptor') },
      { required: ['name'] },
    ),
    invocation: object(
      { executionSuccessful: { type: 'boolean' } },
      { required: ['executionSuccessful'] },
    ),
    reportingDescriptor: object(
      {
        id: text,
        shortDescription: ref('multiformatMessageString'),
        fullDescription: ref('multiformatMessageString'),
        help: ref('multiformatMessageString'),
      },
      { required: ['id'] },
    ),
    multiformatMessageString: object({ text, markdown: text }, { required: ['text'] }),
    message: object(
      { text, markdown: text, id: text, arguments: { type: 'array', items: text } },
      { anyOf: [{ required: ['text'] }, { required: ['id'] }] },
    ),
    result: object(
      {
        ruleId: text,
        ruleIndex: index,
        level: { enum: ['none', 'note', 'warning', 'error'] },
        message: ref('message'),
        locations: list('location'),
        suppressions: { ...list('suppression'), uniqueItems: true },
      },
      { required: ['message'] },
    ),
    suppression: object(
      {
        kind: { enum: ['inSource', 'external'] },
        status: { enum: ['accepted', 'underReview', 'rejected'] },
        justification: text,
      },
      { required: ['kind'] },
    ),
    location: object({ id: index, physicalLocation: ref('physicalLocation') }),
    physicalLocation: object(
      { artifactLocation: ref('artifactLocation'), region: ref('region') },
      { anyOf: [{ required: ['address'] }, { required: ['artifactLocation'] }] },
    ),
    artifactLocation: object({
      // uri-reference of RFC 3986: nothing that must be percent-encoded.
      uri: { type: 'string', pattern: "^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*$" },
      uriBaseId: text,
      index,
    }),
    region: object({
      startLine: from1,
      startColumn: from1,
      endLine: from1,
      endColumn: from1,
    }),
  },
} as const;
