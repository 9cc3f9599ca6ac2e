import type { Address } from './address.ts';
import { FOREIGN } from './foreign.ts';

export interface Reason {
  readonly message: string;
  readonly help: string | null;
}

/** What a server reports, by its code (ClickHouse: src/Common/ErrorCodes.cpp). */
const CODES: Readonly<Record<number, (address: Address, text: string) => Reason>> = {
  47: (_, text) => ({
    message: `ClickHouse: ${text}`,
    help: 'does the table have another schema?',
  }),
  60: ({ table, database }) => ({ message: `no table ${table} in ${database}`, help: null }),
  73: ({ label }) => ({
    message: `the ClickHouse at ${label} is older than 2020: it cannot hold spans`,
    help: null,
  }),
  81: ({ database }) => ({ message: `no database ${database}`, help: null }),
  158: (_, text) => ({ message: `ClickHouse stopped the query: ${text}`, help: NARROWER }),
  159: ({ maxSeconds }) => ({
    message: `ClickHouse stopped the query: it took longer than its limit`,
    help: `the limit is ${maxSeconds} s here (max_seconds=), and may be less on the server; ${NARROWER}`,
  }),
  160: (_, text) => ({ message: `ClickHouse refused a slow query: ${text}`, help: NARROWER }),
  164: (_, text) => ({ message: `ClickHouse: ${text}`, help: null }),
  241: (_, text) => ({ message: `ClickHouse ran out of memory: ${text}`, help: NARROWER }),
  279: (_, text) => ({ message: `a part of the cluster cannot be reached: ${text}`, help: null }),
  307: (_, text) => ({ message: `ClickHouse stopped the query: ${text}`, help: NARROWER }),
  396: (_, text) => ({ message: `ClickHouse stopped the query: ${text}`, help: NARROWER }),
  497: ({ table, database, user }, text) => ({
    message: `${user ?? 'the user'} may not read ${database}.${table}: ${text}`,
    help: `GRANT SELECT ON ${database}.${table} TO ${user ?? 'the user'}`,
  }),
  192: refused,
  193: refused,
  194: refused,
  516: refused,
};

/** Servers before 2020 tell names, passwords and their absence apart. */
function refused({ user }: Address): Reason {
  return {
    message: `ClickHouse refuses ${user === null ? 'this user' : `user ${user}`}: wrong name or password`,
    help: 'the password is read from CLICKHOUSE_PASSWORD, the user from the address or CLICKHOUSE_USER',
  };
}

const NARROWER =
  'ask for less: --since and --until, &service=, or a smaller sample (&sample=1/100)';

const HTTP_PORT = 'is this its HTTP port (8123, with TLS 8443)?';

/** Codes of the system and of TLS. */
const SYSTEM: Readonly<Record<string, (address: Address) => Reason>> = {
  ECONNREFUSED: ({ label }) => ({
    message: `no database answers at ${label}`,
    help: `is it running? ${HTTP_PORT}`,
  }),
  ENOTFOUND: ({ label }) => ({ message: `no host of the name ${label.split(':')[0]}`, help: null }),
  EAI_AGAIN: ({ label }) => ({ message: `no host of the name ${label.split(':')[0]}`, help: null }),
  ETIMEDOUT: ({ label }) => ({ message: `${label} does not answer in time`, help: null }),
  ECONNRESET: ({ label }) => ({
    message: `the connection to ${label} was lost before all was read`,
    help: 'nothing was written; try again',
  }),
  EPROTO: ({ label }) => ({
    message: `${label} does not speak TLS`,
    help: 'clickhouse:// is without TLS, clickhouses:// with it',
  }),
};

const LOST = /aborted|incomplete|premature|socket hang up|terminated|cut off|hung up/i;
const CERTIFICATE = /certificate|CERT_|self.signed|altnames/i;

/** Any error of the client or the server as one sentence, and what to do about it. */
export function clickHouseReason(error: unknown, address: Address): Reason {
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const exception = /^\d+$/.test(code) ? { code: Number(code), text } : exceptionIn(text);
  if (exception !== null) return reasonOf(exception.code, exception.text, address);
  const known = SYSTEM[code];
  if (known !== undefined) return known(address);
  if (CERTIFICATE.test(`${code} ${text}`))
    return {
      message: `the certificate of ${address.label} is not trusted: ${firstLine(text)}`,
      help: 'name the authority that signed it: CLICKHOUSE_CA=/path/to/ca.pem',
    };
  if (text === FOREIGN)
    return { message: `${address.label} does not answer as ClickHouse does`, help: HTTP_PORT };
  if (LOST.test(text)) return (SYSTEM['ECONNRESET'] as (at: Address) => Reason)(address);
  if (/timeout/i.test(text)) return (SYSTEM['ETIMEDOUT'] as (at: Address) => Reason)(address);
  return { message: `${address.label}: ${firstLine(text)}`, help: null };
}

/** What a server wrote into the middle of a result; null when the text is no such thing. */
export function serverException(text: string): Error | null {
  const found = exceptionIn(text);
  return found === null ? null : Object.assign(new Error(found.text), { code: String(found.code) });
}

function exceptionIn(text: string): { code: number; text: string } | null {
  const match = /Code: (\d+)[.,] (?:e\.displayText\(\) = )?DB::\w*Exception: ([^]*)/.exec(text);
  return match === null ? null : { code: Number(match[1]), text: match[2] ?? '' };
}

function reasonOf(code: number, text: string, address: Address): Reason {
  const line = shortened(text);
  return (
    CODES[code]?.(address, line) ?? { message: `ClickHouse: ${line} (code ${code})`, help: null }
  );
}

/** Servers add the whole query, their version and hints for their own client. */
function shortened(text: string): string {
  const [sentence = ''] = firstLine(text)
    .replace(/^[\w.-]+: /, '')
    .split(/, e\.what\(\) = |: (?:While|In scope|while) |\. (?:Stack|Maybe)|\s\((?:[A-Z_]{4,})\)/);
  return sentence.length > MOST ? `${sentence.slice(0, MOST)}…` : sentence;
}

const MOST = 160;

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').trim();
}
