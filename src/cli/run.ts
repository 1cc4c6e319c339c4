import { exitCode, type ExitCode } from './exit-code';
import { commands, loadCommand } from './commands/commands';
import { commandHelp, generalHelp } from './help';
import type { Host } from './host';
import { nearest } from '../spec/elaborate/nearest';
import { parseRequest } from './parse';
import { UsageError } from './usage-error';
import { usageMessage } from './usage-message';
import { packageVersion } from './package-version';

/** Runs one command line (without node and script) and returns the exit code. Never throws: a defect becomes exit code 3. */
export async function run(argv: readonly string[], host: Host): Promise<ExitCode> {
  try {
    return await dispatch(argv, host);
  } catch (error) {
    if (error instanceof UsageError) {
      host.stderr.write(usageMessage(error));
      return exitCode.badInput;
    }
    host.stderr.write(defectMessage(error, host));
    return exitCode.defect;
  }
}

async function dispatch([name, ...rest]: readonly string[], host: Host): Promise<ExitCode> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const about = name === 'help' ? rest[0] : undefined;
    host.stdout.write(about === undefined ? generalHelp() : commandHelp(await loadCommand(commandName(about))));
    return name === undefined ? exitCode.badInput : exitCode.fine;
  }
  if (name === '--version' || name === '-V') {
    host.stdout.write(`${packageVersion(host)}\n`);
    return exitCode.fine;
  }
  const command = await loadCommand(commandName(name));
  const request = parseRequest(rest, command);
  if (request.options.help) {
    host.stdout.write(commandHelp(command));
    return exitCode.fine;
  }
  return command.run(request, host);
}

function commandName(word: string): keyof typeof commands {
  const names = Object.keys(commands) as (keyof typeof commands)[];
  const found = names.find((each) => each === word);
  if (found !== undefined) return found;
  if (word.startsWith('-'))
    throw new UsageError(
      `The command comes first, then its options: ${word} is no command.`,
      'kappa --help lists the commands.',
    );
  if (/\.(arch|json)$/i.test(word))
    throw new UsageError(`${word} is a file, not a command.`, `Did you mean kappa analyze ${word}?`);
  const close = nearest(word, names);
  throw new UsageError(
    `There is no command "${word}".`,
    close === undefined ? 'kappa --help lists the commands.' : `Did you mean kappa ${close}?`,
  );
}

function defectMessage(error: unknown, { env }: Host): string {
  const text = error instanceof Error ? error.message : String(error);
  const details = env.KAPPA_DEBUG === '1' && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  return (
    'kappa: This is a defect of Kappa Lens, please report it with the specification ' +
    `(KAPPA_DEBUG=1 shows where it happened): ${text}\n${details}`
  );
}
