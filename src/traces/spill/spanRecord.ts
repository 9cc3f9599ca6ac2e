/**
 * A span on its way through a file: 56 bytes, and as many again where a call reports something of its
 * own. Numbers are eight bytes each, words four; both views lie over the same bytes. Records lie in
 * pieces of one partition each, behind a record that is the head of the piece.
 */

/** Bytes of a record, and of its second half. */
export const RECORD_BYTES = 56;
export const NUMBERS_IN_RECORD = 7;
export const WORDS_IN_RECORD = 14;

/**
 * Numbers of a head: where the piece of the same partition before this one begins, -1 for none; which
 * spans came first, as lower orders do; how many records follow.
 */
export const PIECE_BEFORE = 0;
export const PIECE_ORDER = 1;
export const PIECE_RECORDS = 2;

/** Numbers. */
export const START = 0;
export const DURATION = 1;

/** Words, after these two numbers: four for the trace, two for each span. */
export const TRACE = 4;
export const SPAN = 8;
export const PARENT = 10;
export const TRAITS = 12;
export const FLAGS = 13;

/** Numbers of the second half; NaN is "not known". */
export const TTFT = 7;
export const COST = 8;
export const INPUT = 9;
export const CACHED = 10;
export const WRITTEN = 11;
export const OUTPUT = 12;
export const REASONING = 13;

/** Flags. */
export const FAILED = 1;
export const ENTRY = 2;
export const TTFT_REJECTED = 4;
export const EVALUATED = 8;
export const HAS_SECOND = 16;
export const HAS_USAGE = 32;
