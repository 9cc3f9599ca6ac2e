/** What `budget init` writes when nothing was measured yet: a small agent to change into one's own. */

export const STARTER_TABLE = `# A made-up agent. Replace it with your own: budget measure <traces> --into table.yaml
version: 1
name: assistant
components:
  plan:
    kind: llm
    buys: choosing which tools to call
    tokens: { input: 3000, output: 150 }                # per call
    variants:
      sonnet: { model: claude-sonnet-4-6, latency: 2-4s }
      haiku:  { model: claude-haiku-4-5, latency: 500-900ms, accuracy: -6..-2pt }
  search: { kind: tool, buys: facts about the customer, latency: 400-900ms, used_by: 60% }
  lookup: { kind: tool, buys: orders and invoices, latency: 200-500ms, used_by: 35% }
  answer:
    kind: llm
    tokens: { input: 4000, output: 300 }
    variants:
      sonnet: { model: claude-sonnet-4-6, ttft: 600-1200ms, latency: 3-6s }
      haiku:  { model: claude-haiku-4-5, ttft: 300-600ms, latency: 1-2s, accuracy: -4..-1pt }
  critic: { kind: verifier, guards: invented facts, model: claude-haiku-4-5, tokens: { input: 2500, output: 60 }, latency: 500-1000ms, accuracy: +3pt }
evals:
  standard:
    baseline: { accuracy: 92%, architecture: { plan: sonnet, answer: sonnet, critic: on } }
    rows:
      - { architecture: { plan: sonnet, answer: sonnet, critic: on }, passed: 184/200 }
`;

export const STARTER_SPEC = `# What is wanted of the agent, and how it works. budget solve spec.yaml
version: 1
table: table.yaml
agents:
  assistant:
    today: { plan: sonnet, answer: sonnet, critic: on }   # what runs now
    want:                                                 # the limits; one gives way when not all fit
      latency: { p95: 7s }                                # end to end; ttft: { p95: 1s } for the first token
      accuracy: { at_least: 88%, eval: standard }
      tools: all
      cost: { per_request: $0.04 }
    workflow:
      - step: plan
      - { tools: [search, lookup], order: any }           # in a row or in parallel, whatever fits
      - { step: answer, streams: true }
      - { step: critic, optional: true }                  # the solver may leave it out
    traffic: { requests: 20k/month, in_12_months: 60k/month }
`;
