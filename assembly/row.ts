// A span as a row of 96 bytes, for JavaScript to read.

/** f64 each: whole milliseconds since 1970, nanoseconds beyond, duration in ms. */
export const START_MS: usize = 0;
export const START_NS: usize = 8;
export const DURATION: usize = 16;

/** Bits of the ids, four words and twice two. */
export const TRACE_ID: usize = 24;
export const SPAN_ID: usize = 40;
export const PARENT_ID: usize = 48;

/** Number of its look; -1 for a span that is left to JSON.parse. */
export const LOOK: usize = 56;
export const FLAGS: usize = 60;

/** Its own values: row of the first, and how many. */
export const FIRST_VALUE: usize = 64;
export const VALUE_COUNT: usize = 68;

/** Its text, and the name of its scope: from, up to. */
export const TEXT_FROM: usize = 72;
export const TEXT_TO: usize = 76;
export const SCOPE_FROM: usize = 80;
export const SCOPE_TO: usize = 84;

/** Text of the resource that the spans are of: from, up to; equal where there is none. */
export const RESOURCE_FROM: usize = 88;
export const RESOURCE_TO: usize = 92;

/** Flags: its status says that it failed; its parent lies in another system. */
export const FAILED: i32 = 1;
export const ELSEWHERE: i32 = 2;
