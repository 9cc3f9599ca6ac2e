import { literal } from './quote.ts';

/** Paths that DuckDB fetches itself, by its extensions httpfs, aws and azure. */
export const REMOTE = /^(?:s3|s3a|s3n|gs|gcs|r2|az|azure|abfss?|https?|hf):\/\//i;

/** DuckDB's settings for S3, by the variables of the AWS tools. */
const SETTINGS = {
  AWS_ACCESS_KEY_ID: 's3_access_key_id',
  AWS_SECRET_ACCESS_KEY: 's3_secret_access_key',
  AWS_SESSION_TOKEN: 's3_session_token',
  AWS_REGION: 's3_region',
  AWS_DEFAULT_REGION: 's3_region',
} as const;

/** Statements that hand over what the environment says about S3; they are never printed. */
export function objectStoreSettings(env: NodeJS.ProcessEnv): string[] {
  const settings = new Map<string, string>();
  for (const [variable, setting] of Object.entries(SETTINGS)) {
    const value = env[variable];
    if (value && !settings.has(setting)) settings.set(setting, value);
  }
  const endpoint = env['AWS_ENDPOINT_URL'];
  if (endpoint) {
    settings.set('s3_endpoint', endpoint.replace(/^https?:\/\//, '').replace(/\/$/, ''));
    settings.set('s3_url_style', 'path');
    if (endpoint.startsWith('http://')) settings.set('s3_use_ssl', 'false');
  }
  return [...settings].map(([setting, value]) => `SET ${setting} = ${literal(value)}`);
}
