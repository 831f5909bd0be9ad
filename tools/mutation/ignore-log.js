import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Statements that only log or report progress: `progress.onPolled(…)`, `logEnd(…)`. */
const LOGS = /^(this\.)?#?(progress\.on\w+|log\.\w+|log[A-Z]\w*)\(/;

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'log', {
    shouldIgnore(path) {
      if (!path.isExpressionStatement()) return undefined;
      return LOGS.test(String(path)) ? 'it only logs' : undefined;
    },
  }),
];
