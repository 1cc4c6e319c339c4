import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { ruleCatalogue } from '../../src/diagnosis/catalogue';
import { defaultSettings } from '../../src/server/settings';

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly description?: string;
}

const { contributes } = manifest;
const properties = contributes.configuration.properties as Readonly<Record<string, Property>>;

describe('settings', () => {
  it('has every threshold of a rule, with its default and description, and no other', () => {
    const declared = Object.entries(properties)
      .filter(([key]) => key.startsWith('kappa.thresholds.'))
      .map(([key, property]) => [key, property.type, property.default, property.description]);
    const thresholds = ruleCatalogue.flatMap(({ threshold }) => threshold ?? []);
    const expected = thresholds.map((each) => [each.setting, 'number', each.default, each.description]);
    expect(declared.sort()).toEqual(expected.sort());
  });

  it('has every other setting of the server with its default, and no other', () => {
    const declared = Object.entries(properties)
      .filter(([key]) => !key.startsWith('kappa.thresholds.'))
      .map(([key, property]) => [key, property.default]);
    expect(Object.fromEntries(declared)).toEqual(flattened('kappa', { ...defaultSettings, thresholds: {} }));
  });

  it('takes what decides which code runs from trusted workspaces only', () => {
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toEqual(['kappa.engine']);
    expect(properties['kappa.engine'].default).toBe('builtin');
  });

  it.each(Object.entries(properties))('%s is described in one sentence', (_, { description }) =>
    expect(description).toMatch(/^[A-Z].*\.$/s),
  );
});

describe('references', () => {
  const commands = contributes.commands.map(({ command }) => command);

  it.each(Object.entries(contributes.menus))('menu %s has known commands only', (_, items) =>
    expect(commands).toEqual(expect.arrayContaining(items.map(({ command }) => command))),
  );

  it('keys and walkthrough steps run known commands', () => {
    const keys = contributes.keybindings.map(({ command }) => command);
    const text = JSON.stringify(contributes.walkthroughs);
    const links = [...text.matchAll(/(?:command|onCommand):(kappa\.\w+)/g)].map(([, command]) => command);
    expect(links.length).toBeGreaterThan(0);
    expect(commands).toEqual(expect.arrayContaining([...keys, ...links]));
  });

  const media = [
    manifest.icon,
    ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon?.light, icon?.dark]),
    ...contributes.grammars.map(({ path }) => path),
    ...contributes.jsonValidation.map(({ url }) => url),
    ...contributes.walkthroughs.flatMap(({ steps }) => steps.map((step) => step.media.markdown)),
  ].flatMap((path) => path ?? []);

  it.each(media)('%s exists', (path) => expect(existsSync(new URL(`../../${path}`, import.meta.url))).toBe(true));
});

it("takes the client's copy of the protocol: another one would not know the transport that is set up in ours", () => {
  const path = new URL('../../node_modules/vscode-languageclient/package.json', import.meta.url);
  const { dependencies } = JSON.parse(readFileSync(path, 'utf8'));
  const name = 'vscode-languageserver-protocol';
  expect(manifest.dependencies[name]).toBe(dependencies[name]);
});

/** `{ inlayHints: { shapes: true } }` as `{ 'kappa.inlayHints.shapes': true }`. */
function flattened(prefix: string, value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(flattened(`${prefix}.${key}`, inner))
        : [[`${prefix}.${key}`, inner]],
    ),
  );
}
