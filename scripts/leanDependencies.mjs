/**
 * For esbuild: leaves out what dependencies would load of Node at every start for nothing. `asked` is
 * how they ask for it, `by` whom, and `instead` what they get.
 */
const NEEDLESS = [
  // Sockets and more, for verbs that are programs of their own. There are none.
  { asked: /^node:child_process$/, by: '/commander/', instead: 'module.exports = {};' },
  // The system and its terminals, to guess whether to colour. src/commands/color.ts decides that.
  {
    asked: /^#supports-color$/,
    by: '/chalk/',
    instead: 'export default { stdout: false, stderr: false };',
  },
];

export const leanDependencies = {
  name: 'lean-dependencies',
  setup(build) {
    for (const [index, { asked, by }] of NEEDLESS.entries())
      build.onResolve({ filter: asked }, ({ importer }) =>
        importer.includes(by) ? { path: String(index), namespace: 'needless' } : null,
      );
    build.onLoad({ filter: /.*/, namespace: 'needless' }, ({ path }) => ({
      contents: NEEDLESS[Number(path)].instead,
    }));
  },
};
