/**
 * For esbuild: commander asks for child processes at its start, and Node then loads sockets and more,
 * for the sake of verbs that are programs of their own. There are none.
 */
export const leanCommander = {
  name: 'lean-commander',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes('/commander/') ? { path: 'none', namespace: 'lean-commander' } : null,
    );
    build.onLoad({ filter: /.*/, namespace: 'lean-commander' }, () => ({
      contents: 'module.exports = {};',
    }));
  },
};
