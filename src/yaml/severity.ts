/** How grave a finding is. */
export type Severity = 'error' | 'warning' | 'note';
