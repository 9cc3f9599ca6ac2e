// Keeps one comment on a pull request: found again by its first line, changed where it is there,
// written where it is not. Used by action.yml; everything comes from the environment.
import { readFileSync } from 'node:fs';

const {
  GITHUB_API_URL: api = 'https://api.github.com',
  TOKEN,
  REPOSITORY,
  NUMBER,
  COMMENT,
} = process.env;
const PAGE = 100;

async function request(method, path, body) {
  const response = await fetch(`${api}/repos/${REPOSITORY}/issues/${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      'x-github-api-version': '2022-11-28',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} of the comment: ${response.status} ${await response.text()}`);
  return response.json();
}

const TRUSTED = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/**
 * A bot's, or of somebody who may write to the repository, as with a personal token. Anybody may write a
 * comment with the same first line; the verdict is not put under a name that could change it afterwards.
 */
function isOurs({ user, author_association: association }) {
  return user?.type === 'Bot' || TRUSTED.includes(association);
}

async function known(marker) {
  for (let page = 1; ; page++) {
    const comments = await request('GET', `${NUMBER}/comments?per_page=${PAGE}&page=${page}`);
    const found = comments.find((each) => each.body?.startsWith(marker) && isOurs(each));
    if (found || comments.length < PAGE) return found?.id ?? null;
  }
}

const body = readFileSync(COMMENT, 'utf8');
const id = await known(body.split('\n', 1)[0]).catch(fail);
await (
  id === null
    ? request('POST', `${NUMBER}/comments`, { body })
    : request('PATCH', `comments/${id}`, { body })
).catch(fail);

/** A comment that cannot be written is said on the run and does not change the verdict of the check. */
function fail(error) {
  console.log(
    `::warning title=budget::${String(error.message).replaceAll('%', '%25').replaceAll(/\r?\n/g, '%0A')}`,
  );
  process.exit(0);
}
