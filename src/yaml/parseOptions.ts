/** How every YAML text is parsed. */
export const parseOptions = {
  version: '1.2',
  schema: 'core',
  merge: true,
  prettyErrors: false,
  // structureErrors says where the first one was, and takes 1 and "1" for the same key.
  uniqueKeys: false,
  // Otherwise a key that is a map makes the library print a warning of its own.
  logLevel: 'error',
} as const;
