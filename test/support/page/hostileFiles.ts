/** A spec and its table in which everything that a person may name has this in its name, or is this. */
export function hostileFiles(payload: string): { readonly spec: string; readonly table: string } {
  const named = (name: string) => JSON.stringify(`${name}${payload}`);
  const text = JSON.stringify(payload);
  return {
    spec: `version: 1
table: table.yaml
agents:
  ${named('agent')}:
    today: { ${named('plan')}: ${named('slow')}, ${named('check')}: on }
    want:
      latency: { p95: 2s }
      accuracy: { at_least: 95%, eval: ${named('eval')} }
      tools: all
      cost: { per_request: $0.02 }
    workflow:
      - { step: ${named('plan')}, streams: true }
      - tools: [${named('search')}, ${named('mail')}]
        order: any
      - { step: ${named('check')}, optional: true }
    traffic: { requests: 1000/month, in_12_months: 3000/month }
`,
    table: `version: 1
name: ${text}
measured: { from: 2026-07-01, to: 2026-09-30, traces: 100, spans: 900 }
components:
  ${named('plan')}:
    kind: other
    buys: ${text}
    variants:
      ${named('slow')}: { latency: 2-4s, cost: $0.03 }
      ${named('fast')}: { latency: 400-800ms, cost: $0.01, accuracy: -9pt }
  ${named('search')}: { kind: tool, buys: ${text}, latency: 300-500ms, cost: $0.001, used_by: 40%, accuracy: -1pt }
  ${named('mail')}: { kind: tool, buys: ${text}, latency: 300-700ms, cost: $0.001, used_by: 20%, accuracy: -2pt }
  ${named('check')}: { kind: verifier, guards: ${text}, latency: 900ms, cost: $0.002, accuracy: +2pt }
evals:
  ${named('eval')}:
    baseline: { accuracy: 95%, architecture: { ${named('plan')}: ${named('slow')}, ${named('check')}: on } }
    tasks: { ${named('easy')}: 60%, ${named('hard')}: 40% }
    rows:
      - { architecture: { ${named('plan')}: ${named('slow')}, ${named('check')}: on }, passed: { ${named('easy')}: 193/200, ${named('hard')}: 74/80 } }
`,
  };
}
