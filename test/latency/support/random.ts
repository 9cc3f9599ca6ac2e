/** A source of uniform numbers in (0, 1) and standard normals, the same on every machine. */
export interface Random {
  uniform(): number;
  normal(): number;
}

/** sfc32 by Chris Doty-Humphrey (PractRand), with 52 bits taken from two outputs. */
export function random(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1];
  const next = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  const uniform = (): number => ((next() & 0xfffff) * 2 ** 32 + next() + 0.5) / 2 ** 52;
  // Box and Muller 1958: shares no code with the normal quantile under test.
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
