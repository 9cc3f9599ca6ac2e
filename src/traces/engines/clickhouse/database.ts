import { readFileSync } from 'node:fs';
import type { ClickHouseClient, ClickHouseSettings, createClient } from '@clickhouse/client';
import { EngineError } from '../engineError.ts';
import { loadPeer } from '../peer.ts';
import type { QueryReport } from '../queryReport.ts';
import type { Address } from './address.ts';
import { clickHouseReason } from './clickHouseReason.ts';
import { FOREIGN } from './foreign.ts';
import { rowBatches } from './rowBatches.ts';

/** Values of a query by the names of its parameters: they are bound, never part of the text. */
export type Parameters = Readonly<Record<string, string | number>>;

export interface Query {
  /** For those who want to know what runs where. */
  readonly purpose: string;
  readonly sql: string;
  readonly parameters?: Parameters;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onQuery?: ((report: QueryReport) => void) | undefined;
}

/** Time to notice that a server is gone which does not answer within its own limit. */
const GRACE_SECONDS = 30;

/** A server of ClickHouse, for reading. */
export class Database {
  readonly #client: ClickHouseClient;
  readonly #address: Address;
  readonly #onQuery: (report: QueryReport) => void;
  #settings: ClickHouseSettings = {};

  private constructor(client: ClickHouseClient, address: Address, { onQuery }: Surroundings) {
    this.#client = client;
    this.#address = address;
    this.#onQuery = onQuery ?? (() => undefined);
  }

  /** @throws EngineError when the client is not installed, or the server cannot be reached or refuses */
  static async connect(address: Address, around: Surroundings): Promise<Database> {
    const peer = { name: '@clickhouse/client', wantedBy: 'ClickHouse databases' };
    const api = loadPeer(peer, around.cwd) as { createClient: typeof createClient };
    const open = (compress: boolean): Database =>
      new Database(clientOf(api.createClient, address, around.env, compress), address, around);
    const first = open(false);
    const readonly = await first.#readonly().catch(async (error: unknown) => {
      await first.close();
      throw error;
    });
    // Users who may not change settings may not ask for compression either.
    if (readonly === 1) return first;
    await first.close();
    const database = open(true);
    database.#settings = settingsFor(address, readonly);
    return database;
  }

  /** All rows of a small result. */
  async rows(query: Query): Promise<unknown[][]> {
    const rows: unknown[][] = [];
    for await (const batch of this.batches(query)) rows.push(...batch);
    return rows;
  }

  /** @throws EngineError as soon as the server reports one, or the connection ends before the result does */
  async *batches({ purpose, sql, parameters = {} }: Query): AsyncGenerator<unknown[][]> {
    let [rows, bytes] = [0, 0];
    try {
      const result = await this.#client.exec({
        query: `${sql}\nFORMAT JSONCompactEachRow`,
        query_params: { ...parameters },
        clickhouse_settings: this.#settings,
      });
      for await (const batch of rowBatches(result.stream as AsyncIterable<Buffer>)) {
        rows += batch.rows.length;
        bytes += batch.bytes;
        yield batch.rows;
      }
      const readRows = readRowsOf(result.response_headers);
      this.#onQuery({ purpose, sql, rows, bytes, readRows });
    } catch (error) {
      throw this.#explained(error);
    }
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** 0: may write; 1: may read; 2: may read and change settings. */
  async #readonly(): Promise<number> {
    const [row] = await this.rows({
      purpose: 'may this user change settings?',
      sql: "SELECT toUInt8(value) FROM system.settings WHERE name = 'readonly'",
    });
    const readonly = Number(row?.[0]);
    if ([0, 1, 2].includes(readonly)) return readonly;
    throw this.#explained(new Error(FOREIGN));
  }

  #explained(error: unknown): Error {
    if (error instanceof EngineError) return error;
    const { message, help } = clickHouseReason(error, this.#address);
    return new EngineError(message, help);
  }
}

function clientOf(
  create: typeof createClient,
  address: Address,
  env: Surroundings['env'],
  compress: boolean,
): ClickHouseClient {
  return create({
    url: address.url,
    username: address.user ?? env['CLICKHOUSE_USER'] ?? 'default',
    password: env['CLICKHOUSE_PASSWORD'] ?? '',
    database: address.database,
    application: 'budget',
    request_timeout: (address.maxSeconds + GRACE_SECONDS) * 1000,
    compression: { response: compress, request: false },
    keep_alive: { enabled: false },
    ...tlsOf(env),
    // Its own words would come beside ours.
    log: { level: 127 },
  });
}

function tlsOf(env: Surroundings['env']): { tls?: { ca_cert: Buffer } } {
  const path = env['CLICKHOUSE_CA'];
  if (!path) return {};
  try {
    return { tls: { ca_cert: readFileSync(path) } };
  } catch {
    throw new EngineError(`CLICKHOUSE_CA: ${path} cannot be read`);
  }
}

/** Nothing is written, a query that is not wanted any more ends, and none runs without an end. */
function settingsFor({ maxSeconds }: Address, readonly: number): ClickHouseSettings {
  return {
    ...(readonly === 0 ? { readonly: '2' } : {}),
    max_execution_time: maxSeconds,
    timeout_overflow_mode: 'throw',
    cancel_http_readonly_queries_on_client_close: 1,
  };
}

function readRowsOf(headers: Readonly<Record<string, unknown>>): number | null {
  const text = headers['x-clickhouse-summary'];
  try {
    const rows = Number((JSON.parse(String(text)) as { read_rows?: unknown }).read_rows);
    return Number.isFinite(rows) && rows > 0 ? rows : null;
  } catch {
    return null;
  }
}
