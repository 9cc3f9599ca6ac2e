import { setKey, type Edited } from '../../yaml/setKey.ts';
import { readYaml } from '../../yaml/source.ts';
import { validate } from '../../yaml/validate.ts';
import { specSchema } from '../schema.ts';
import { acceptedValue, type Signed } from './acceptedValue.ts';
import { sealOf } from './seal.ts';

/**
 * The text of a spec with what was signed for one agent, sealed. The seal is taken over the block as
 * it reads back, so that it holds for what the file says and not for what was meant.
 *
 * @param file for messages
 */
export function signInto(text: string, file: string, signed: Signed): Edited {
  const { agent } = signed.problem;
  const write = (seal: string | null) =>
    setKey(text, ['agents', agent], 'accepted', acceptedValue(signed, seal));
  const unsealed = write(null);
  if ('problem' in unsealed) return unsealed;
  const { data } = validate(specSchema, readYaml(unsealed.text, file));
  const block = data?.agents[agent]?.accepted;
  if (block === undefined)
    return { problem: `${file} is written in a way that cannot be edited safely` };
  return write(sealOf(block));
}
