import {
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type ExecuteCommandParams,
  type WorkDoneProgressParams,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { AnalysisProgress, AnalysisState } from '../../report/analysis-state';
import { openDocument, type SpecificationDocument } from '../../service/document';
import { analyseCommand } from '../features/analyse-command';
import { fileName } from '../file-name';
import { analyseRequest, type AnalyseParameters, type AnalyseResult } from '../protocol';
import { messageLines } from './message-lines';
import type { RequestContext } from './request-context';

/** `kappa/analyse`, and the command that does the same for clients without it. */
export function listenToAnalyse(connection: Connection, context: RequestContext): void {
  const run = async (
    parameters: AnalyseParameters & WorkDoneProgressParams,
    token: CancellationToken,
  ): Promise<AnalyseResult | ResponseError> => {
    const reporter = connection.window.attachWorkDoneProgress(parameters.workDoneToken);
    reporter.begin(`Analysing ${fileName(parameters.uri)}`, undefined, undefined, true);
    try {
      return await analyse(parameters, { ...context, token, onProgress: (progress) => show(reporter, progress) });
    } finally {
      reporter.done();
    }
  };
  connection.onRequest(analyseRequest, run);
  connection.onExecuteCommand(async (parameters: ExecuteCommandParams, token) => {
    const [uri] = parameters.arguments ?? [];
    if (parameters.command !== analyseCommand || typeof uri !== 'string')
      return new ResponseError(ErrorCodes.InvalidParams, `${analyseCommand} takes the URI of an open specification.`);
    const { workDoneToken } = parameters;
    const result = await run({ uri, ...(workDoneToken !== undefined && { workDoneToken }) }, token);
    return result instanceof ResponseError ? result : null;
  });
}

interface AnalyseContext extends RequestContext {
  readonly token: CancellationToken;
  readonly onProgress: (progress: AnalysisProgress) => void;
}

async function analyse(
  { uri, text }: AnalyseParameters,
  context: AnalyseContext,
): Promise<AnalyseResult | ResponseError> {
  if (text !== undefined) {
    const source = openDocument(uri, 0, text);
    const state = await analyseText(source, context);
    return state ? { state, messages: messageLines(source, state) } : cancelled();
  }
  const session = context.sessions.get(uri);
  if (!session) return new ResponseError(ErrorCodes.InvalidParams, `${fileName(uri)} is not open.`);
  const { source } = session.document;
  const listener = context.token.onCancellationRequested(() => session.cancel());
  try {
    const state = await session.analyse(context.onProgress);
    return { state, messages: messageLines(source, state) };
  } catch {
    return context.token.isCancellationRequested
      ? cancelled()
      : new ResponseError(
          LSPErrorCodes.ContentModified,
          'The specification was edited, closed or cancelled meanwhile.',
        );
  } finally {
    listener.dispose();
  }
}

/** Undefined when cancelled. */
export async function analyseText(
  source: SpecificationDocument,
  { runner, token, onProgress }: AnalyseContext,
): Promise<AnalysisState | undefined> {
  if (!source.specification.architecture) return { status: 'invalid', hash: source.hash };
  const known = runner.known(source);
  if (known) return known;
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  try {
    return await runner.run(source, { urgency: 'request', signal: controller.signal, onProgress });
  } catch {
    return undefined;
  } finally {
    listener.dispose();
  }
}

export function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The analysis was cancelled.');
}

function show(reporter: WorkDoneProgressReporter, { stage, fraction }: AnalysisProgress): void {
  if (fraction === null) reporter.report(stage);
  else reporter.report(Math.round(100 * fraction), stage);
}
