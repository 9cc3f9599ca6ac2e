import { nearest } from '../../../units/nearest.ts';
import { EngineError } from '../engineError.ts';

/** Where spans are, and which of them: `clickhouse://user@host:8123/db?table=otel_traces&service=api`. */
export interface Address {
  /** Of ClickHouse's HTTP interface. */
  readonly url: string;
  readonly user: string | null;
  readonly database: string;
  readonly table: string;
  /** Only traces in which this service takes part. */
  readonly service: string | null;
  /** Only traces in which this agent takes part. */
  readonly agent: string | null;
  /** Langfuse's id of a project. */
  readonly project: string | null;
  /** Read one in so many traces whole; 1 is all of them, null decides by their number. */
  readonly oneIn: number | null;
  /** A query that takes longer is cut off. */
  readonly maxSeconds: number;
  /** For messages; without a password, which no address has. */
  readonly label: string;
}

const PARAMETERS = ['table', 'service', 'agent', 'project', 'sample', 'max_seconds'] as const;
type Parameter = (typeof PARAMETERS)[number];

const MAX_SECONDS = 600;

const PORTS = { plain: '8123', secure: '8443' } as const;

/** ClickHouse's own protocol, which is not HTTP. */
const NATIVE_PORTS: Readonly<Record<string, string>> = { 9000: '8123', 9440: '8443' };

/** @throws EngineError when it is no such address, or holds a password */
export function parseAddress(text: string): Address {
  const url = urlOf(text);
  const isSecure = url.protocol === 'clickhouses:';
  if (url.password !== '')
    throw new EngineError(
      'an address must not hold a password: it would stay in the history of the shell',
      'set CLICKHOUSE_PASSWORD, and leave the user in the address or in CLICKHOUSE_USER',
    );
  const http = NATIVE_PORTS[url.port];
  if (http !== undefined)
    throw new EngineError(
      `port ${url.port} is that of ClickHouse's own protocol`,
      `use its HTTP port, ${http} unless the server says otherwise`,
    );
  const port = url.port || (isSecure ? PORTS.secure : PORTS.plain);
  const parameters = parametersOf(url.searchParams);
  const database = databaseOf(url);
  const table = parameters.table ?? 'otel_traces';
  return {
    url: `${isSecure ? 'https' : 'http'}://${url.hostname}:${port}`,
    user: url.username === '' ? null : decodeURIComponent(url.username),
    database,
    table,
    service: parameters.service ?? null,
    agent: parameters.agent ?? null,
    project: parameters.project ?? null,
    oneIn: sampleOf(parameters.sample),
    maxSeconds: secondsOf(parameters.max_seconds),
    label: `${url.hostname}:${port}`,
  };
}

/** `URL` takes hosts apart only where it knows the scheme. */
function urlOf(text: string): URL {
  const scheme = /^clickhouses:/i.test(text) ? 'clickhouses:' : 'clickhouse:';
  try {
    const url = new URL(text);
    if (url.hostname !== '') return Object.assign(url, { protocol: scheme });
  } catch {
    // Said below.
  }
  throw new EngineError(
    `${text.split('@').at(-1)}: not the address of a database`,
    'write clickhouse://host/database?table=otel_traces (clickhouses:// for TLS)',
  );
}

function databaseOf({ pathname }: URL): string {
  const name = decodeURIComponent(pathname.replace(/^\//, '').replace(/\/$/, ''));
  if (name.includes('/'))
    throw new EngineError(
      `${name}: not the name of a database`,
      'the table is a parameter: clickhouse://host/database?table=otel_traces',
    );
  return name === '' ? 'default' : name;
}

function parametersOf(given: URLSearchParams): Partial<Record<Parameter, string>> {
  for (const name of given.keys()) {
    if ((PARAMETERS as readonly string[]).includes(name)) continue;
    const near = nearest(name, PARAMETERS);
    throw new EngineError(
      `an address has no parameter ${name}`,
      `${near === null ? '' : `did you mean ${near}? `}known are ${PARAMETERS.join(', ')}`,
    );
  }
  return Object.fromEntries(given);
}

function sampleOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'all') return 1;
  const count = /^1\/(\d{1,7})$/.exec(text)?.[1];
  if (count !== undefined && Number(count) > 0) return Number(count);
  throw new EngineError(`sample=${text}: not a sample`, 'write sample=1/20, or sample=all');
}

function secondsOf(text: string | undefined): number {
  if (text === undefined) return MAX_SECONDS;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new EngineError(`max_seconds=${text}: not a number of seconds`);
}
