/** What YAML may hold; looked into by name. */
export type Raw = Readonly<Record<string, unknown>>;

/** Every value of a map, read. */
export function mapOf<T>(raw: unknown, read: (value: unknown, key: string) => T): Map<string, T> {
  return new Map(Object.entries((raw ?? {}) as Raw).map(([key, value]) => [key, read(value, key)]));
}

/** A value that may be absent, read; null where it is. */
export function optional<T>(raw: Raw, key: string, read: (written: string) => T): T | null {
  return raw[key] === undefined ? null : read(String(raw[key]));
}
