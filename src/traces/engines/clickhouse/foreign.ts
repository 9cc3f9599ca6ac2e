/** An answer that is not even the beginning of a row. */
export const FOREIGN = 'the answer is no result of ClickHouse';
