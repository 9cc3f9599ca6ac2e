/** Tables have components, specs have agents; anything else is read as a spec and told so. */
export function isTable(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && 'components' in value && !('agents' in value)
  );
}
