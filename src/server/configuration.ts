import { DidChangeConfigurationNotification, type Connection } from 'vscode-languageserver';
import type { ClientSupport } from './client-support';
import type { Settings } from './protocol';
import { readSettings } from './settings';

const section = 'kappa';

/** The client's settings, asked for or sent by it. */
export class Configuration {
  private settings: Settings;

  constructor(
    private readonly connection: Connection,
    private readonly client: ClientSupport,
  ) {
    this.settings = readSettings(client.options.settings);
  }

  get current(): Settings {
    return this.settings;
  }

  /** Asks for the settings, and from then on calls `changed` with what was and what is. */
  async start(changed: (before: Settings, after: Settings) => void): Promise<void> {
    const { connection, client } = this;
    connection.onDidChangeConfiguration(async ({ settings }) => {
      const before = this.settings;
      await this.fetch(settings);
      changed(before, this.settings);
    });
    if (client.configurationRegistration)
      void connection.client.register(DidChangeConfigurationNotification.type, { section }).catch(() => undefined);
    if (client.configuration) await this.fetch(undefined);
  }

  private async fetch(sent: unknown): Promise<void> {
    if (!this.client.configuration) {
      const own = typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>)[section] : undefined;
      if (own !== undefined) this.settings = readSettings(own);
      return;
    }
    try {
      this.settings = readSettings(await this.connection.workspace.getConfiguration(section));
    } catch {
      this.connection.console.warn('The client did not give its settings; those before stay in force.');
    }
  }
}
