/** Where things lie in the memory of the scanner: assembly/layout.ts and assembly/row.ts in JavaScript. */
export const LAYOUT = {
  spans: 4 * 1024 * 1024,
  spanBytes: 96,
  values: 4 * 1024 * 1024 + 96 * 16_384,
  valueBytes: 16,
  input: 8 * 1024 * 1024,
  /** The last bytes stay free, for reads of sixteen bytes at a time. */
  inputEnd: 16 * 1024 * 1024 - 64,
} as const;

/** Roles of the members of a span, of its status and of attribute values. */
export const MEMBER_ROLES: readonly (readonly [name: string, role: number])[] = [
  ['traceId', 0],
  ['spanId', 1],
  ['parentSpanId', 2],
  ['name', 3],
  ['kind', 4],
  ['startTimeUnixNano', 5],
  ['endTimeUnixNano', 6],
  ['attributes', 7],
  ['status', 8],
  ['events', 9],
  ['flags', 10],
  ['traceState', 11],
  ['links', 11],
  ['droppedAttributesCount', 11],
  ['droppedEventsCount', 11],
  ['droppedLinksCount', 11],
  ['code', 12],
  ['stringValue', 13],
  ['intValue', 14],
  ['doubleValue', 15],
  ['boolValue', 16],
];

/** Roles of attributes: the slot of an own value; from here on, a value that is part of the look. */
export const SHARED_ROLE = 1000;

/** Only that it is there counts. */
export const PRESENT_ROLE = 2000;

/** A row by words of four bytes; the first six are three numbers of eight. */
export const ROW = {
  traceId: 6,
  spanId: 10,
  parentId: 12,
  look: 14,
  flags: 15,
  firstValue: 16,
  valueCount: 17,
  textFrom: 18,
  textTo: 19,
  scopeFrom: 20,
  scopeTo: 21,
  resourceFrom: 22,
  resourceTo: 23,
} as const;

/** Flags of a row. */
export const FAILED = 1;
export const ELSEWHERE = 2;

/** Kinds of values. */
export const NUMBER = 0;
export const NUMBER_TEXT = 1;
