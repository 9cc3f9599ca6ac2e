/** The file needs the reader that knows all formats. */
export class Unsuitable extends Error {}
