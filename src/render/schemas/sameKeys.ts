/** Never where one side has a key that the other lacks: a schema that misses one then fails to compile. */
export type SameKeys<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : never;
