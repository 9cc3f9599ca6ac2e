import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect as connectTo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAddress } from '../../src/traces/engines/clickhouse/address.ts';
import { Database } from '../../src/traces/engines/clickhouse/database.ts';
import { tempFolder } from '../support/tempFolder.ts';
import { HERE } from './realEngines.ts';

/*
 * A server of ClickHouse as Debian packages it (18.16, of 2018). It knows neither maps nor nanoseconds, so
 * it cannot hold spans; what it shows is what the engine inside a process does not have: connections,
 * users, and errors as a server of its time words them.
 */
const SERVER = '/usr/sbin/clickhouse-server';
const isInstalled = existsSync(SERVER);

const folder = tempFolder();
let server: ChildProcess | null = null;
let port = 0;

beforeAll(async () => {
  if (!isInstalled) {
    process.stderr.write(
      'test/engines: no clickhouse-server of Debian: its transport is not tested\n',
    );
    return;
  }
  port = await freePort();
  const native = await freePort();
  writeFileSync(join(folder, 'users.xml'), USERS);
  writeFileSync(join(folder, 'config.xml'), config(port, native));
  for (const name of ['data', 'tmp', 'files']) mkdirSync(join(folder, name));
  server = spawn(SERVER, [`--config-file=${join(folder, 'config.xml')}`], {
    stdio: 'ignore',
    detached: true,
  });
  await answering(port);
});

afterAll(stop);

/** It runs in a process below the one that was started; what is killed still listens for a moment. */
async function stop(): Promise<void> {
  if (server?.pid === undefined) return;
  process.kill(-server.pid, 'SIGKILL');
  server = null;
  while (await isListening(port)) await new Promise((later) => setTimeout(later, 20));
}

async function isListening(at: number): Promise<boolean> {
  const socket = connectTo(at, '127.0.0.1');
  const listens = await new Promise<boolean>((settle) => {
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
  socket.destroy();
  return listens;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return free;
}

async function answering(at: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${at}/ping`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('the server does not start');
}

function config(http: number, tcp: number): string {
  return `<yandex>
    <logger><level>none</level><console>0</console></logger>
    <listen_host>127.0.0.1</listen_host><http_port>${http}</http_port><tcp_port>${tcp}</tcp_port>
    <path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path><user_files_path>${folder}/files/</user_files_path>
    <users_config>${folder}/users.xml</users_config><default_profile>default</default_profile>
    <default_database>default</default_database><mark_cache_size>1000000</mark_cache_size>
  </yandex>`;
}

const ANYWHERE = '<networks><ip>127.0.0.1</ip></networks><quota>default</quota>';

const USERS = `<yandex>
  <profiles><default/><reader><readonly>1</readonly></reader></profiles>
  <quotas><default/></quotas>
  <users>
    <default><password>s3cret</password><profile>default</profile>${ANYWHERE}</default>
    <reader><password>s3cret</password><profile>reader</profile>${ANYWHERE}</reader>
  </users>
</yandex>`;

function connect(user: string, password: string): Promise<Database> {
  const address = parseAddress(`clickhouse://${user}@127.0.0.1:${port}/default`);
  return Database.connect(address, { cwd: HERE, env: { CLICKHOUSE_PASSWORD: password } });
}

describe.skipIf(!isInstalled)('a server of ClickHouse', () => {
  test.each([
    ['default', 'wrong'],
    ['nobody', 's3cret'],
  ])('refuses user %s with password %s', async (user, password) => {
    await expect(connect(user, password)).rejects.toThrow(
      `ClickHouse refuses user ${user}: wrong name or password`,
    );
  });

  test.each(['default', 'reader'])('is told to be too old by user %s', async (user) => {
    await expect(connect(user, 's3cret')).rejects.toThrow(
      `the ClickHouse at 127.0.0.1:${port} is older than 2020`,
    );
  });

  test('is gone', async () => {
    await stop();
    await expect(connect('default', 's3cret')).rejects.toThrow(
      `no database answers at 127.0.0.1:${port}`,
    );
  });
});
