// Where things lie in memory. src/traces/engines/scanner/layout.ts says the same to JavaScript.

/** Names of members of a span. */
export const MEMBERS: usize = 4096;

/** Attributes, in the same form. */
export const ATTRIBUTES: usize = 69_632;

/** Slots of each of the two tables, and the bytes of a slot. */
export const NAME_SLOTS: u32 = 2048;
export const NAME_BYTES: usize = 32;

/** The names themselves. */
export const NAMES: usize = 135_168;
export const NAMES_END: usize = 262_144 - 16;

/** What spans look like: slots of 16 bytes (hash, address, length, number), then their facts. */
export const LOOKS: usize = 262_144;
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
