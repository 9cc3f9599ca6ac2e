// Where things lie in memory. src/traces/engines/scanner/layout.ts says the same to JavaScript.

/** Names of members of a span: slots of 16 bytes (hash, address, length, role). */
export const MEMBERS: usize = 4096;

/** Attributes that are looked at, in the same form. */
export const ATTRIBUTES: usize = 20_480;

/** Slots of each of the two tables. */
export const NAME_SLOTS: u32 = 1024;

/** The names themselves. */
export const NAMES: usize = 36_864;
export const NAMES_END: usize = 65_536;

/** What spans look like: slots of 16 bytes (hash, address, length, number), then their facts. */
export const LOOKS: usize = 65_536;
export const LOOK_SLOTS: u32 = 16_384;
export const FACTS: usize = LOOKS + 16 * LOOK_SLOTS;
export const FACTS_END: usize = 4 * 1024 * 1024;

/** One row for each span of the line that was scanned last. */
export const SPANS: usize = FACTS_END;
export const SPAN_BYTES: usize = 96;
export const SPANS_END: usize = SPANS + SPAN_BYTES * 16_384;

/** One row for each value that is a span's own. */
export const VALUES: usize = SPANS_END;
export const VALUE_BYTES: usize = 16;
export const VALUES_END: usize = VALUES + VALUE_BYTES * 65_536;

/** What is being read. */
export const INPUT: usize = 8 * 1024 * 1024;
