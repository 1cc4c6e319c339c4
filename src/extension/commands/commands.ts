import { commands, Disposable } from 'vscode';
import { notice } from '../notices';
import { explainCommand } from '../rule-links';
import type { Session } from '../session';
import { analyze } from './analyze';
import { analyzeWorkspace } from './analyze-workspace';
import { cancelAnalysis } from './cancel-analysis';
import { compareWith } from './compare-with';
import { compareWithSaved } from './compare-with-saved';
import { explainRule } from './explain-rule';
import { exportReport } from './export-report';
import { newSpecification } from './new-specification';
import { openExample } from './open-example';
import { openPanel } from './open-panel';
import { restartServer } from './restart-server';
import { showLog } from './show-log';

type Run = (session: Session, argument: unknown) => void | Promise<void>;

const table: Readonly<Record<string, Run>> = {
  'kappa.analyze': analyze,
  'kappa.analyzeWorkspace': analyzeWorkspace,
  'kappa.cancelAnalysis': cancelAnalysis,
  'kappa.compareWith': compareWith,
  'kappa.compareWithSaved': compareWithSaved,
  [explainCommand]: explainRule,
  'kappa.exportReport': exportReport,
  'kappa.newSpecification': newSpecification,
  'kappa.openExample': openExample,
  'kappa.openPanel': openPanel,
  'kappa.restartServer': restartServer,
  'kappa.showLog': showLog,
};

export function registerCommands(session: Session): Disposable {
  return Disposable.from(
    ...Object.entries(table).map(([id, run]) =>
      commands.registerCommand(id, async (argument: unknown) => {
        try {
          await run(session, argument);
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          session.log.error(`${id}: ${message}`);
          notice('error', `Kappa Lens: ${message}`);
        }
      }),
    ),
  );
}
