/** Bytes that end or break off in the middle of something; what came before them is good. */
export class Damaged extends Error {}
