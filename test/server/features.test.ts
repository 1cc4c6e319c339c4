import { describe, expect, it } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  DocumentSymbol,
  Hover,
  InlayHint,
  Location,
  SelectionRange,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { formatArch } from '../../src/spec/syntax/format';
import { startPair, uri, type ClientOptions } from './client';

const source = `model M(width = 9) {
  input 6
  data gaussian(samples: 20)
  // two layers
  // without biases
  a: dense(width, bias: false)
  repeat(2) {
    dense(width, bias: false)
  }
  head: dense(3, bias: false)
}
`;
const full = { start: { line: 0, character: 0 }, end: { line: 11, character: 0 } };
const place = (line: number, start: number, end: number) => ({
  start: { line, character: start },
  end: { line, character: end },
});

async function opened(text = source, options: ClientOptions = {}) {
  const settings = { delay: 0, ...options.options?.settings };
  const { client } = await startPair({ ...options, options: { ...options.options, settings } });
  client.open(text);
  return client;
}

async function analysed(text = source, options: ClientOptions = {}) {
  const client = await opened(text, options);
  await client.state('fresh');
  return client;
}

describe('hover', () => {
  it('says what is known of a layer, with links that open', async () => {
    const client = await analysed();
    const { contents, range } = await client.at<Hover & { contents: { kind: string; value: string } }>('hover', 9, 9);
    expect(range).toEqual(place(9, 8, 13));
    expect(contents.kind).toBe('markdown');
    expect(contents.value).toMatch(/head[^]*9 → 3/);
    expect(contents.value).not.toContain('](docs/rules');
  });

  it('links rule pages where the client wants them', async () => {
    const text = source.replace('head: dense(3', 'allow K110\n  head: dense(3');
    const client = await opened(text, { options: { documentation: 'pages:/' } });
    const { contents } = await client.at<{ contents: { value: string } }>('hover', 9, 10);
    expect(contents.value).toContain('](pages:/K110.md)');
  });

  it('is silent where there is nothing to say', async () => {
    expect(await (await opened()).at('hover', 10, 0)).toBeNull();
    expect(
      await (
        await opened()
      ).request('textDocument/hover', { textDocument: { uri: 'file:///no.arch' }, position: full.start }),
    ).toBeNull();
  });
});

describe('inlay hints', () => {
  const hints = (client: Awaited<ReturnType<typeof opened>>) => client.of<InlayHint[]>('inlayHint', { range: full });
  const labels = (all: InlayHint[]) => all.map(({ position, label }) => `${position.line} ${String(label)}`);

  it('are shapes before the analysis, and figures after it', async () => {
    const manual = await opened(source, { options: { settings: { run: 'manual' } } });
    expect(labels(await hints(manual))).toEqual(['5 → 9', '7 → 9', '9 → 3']);
    const all = labels(await hints(await analysed()));
    expect(all[0]).toMatch(/^0 κ/);
    expect(all.filter((label) => label.includes('%')).length).toBeGreaterThan(0);
  });

  it.each([
    [{ shapes: true, shares: false, kappa: false }, /→/],
    [{ shapes: false, shares: true, kappa: false }, /%/],
    [{ shapes: false, shares: false, kappa: true }, /κ/],
  ])('follow the setting %o', async (inlayHints, pattern) => {
    const all = labels(await hints(await analysed(source, { options: { settings: { inlayHints } } })));
    expect(all.length).toBeGreaterThan(0);
    for (const label of all) expect(label).toMatch(pattern);
  });

  it('are those of the lines asked for', async () => {
    const client = await analysed();
    const range = place(9, 0, 40);
    expect(
      new Set((await client.of<InlayHint[]>('inlayHint', { range })).map(({ position }) => position.line)),
    ).toEqual(new Set([9]));
  });
});

describe('lenses', () => {
  const titles = (lenses: CodeLens[]) =>
    lenses.map(({ command }) => [command!.title, command!.command, command!.arguments]);

  it('carry the commands of the extension', async () => {
    const client = await analysed();
    const all = titles(await client.of<CodeLens[]>('codeLens'));
    expect(all[0]).toEqual([expect.stringMatching(/^kappa /), 'kappa.openPanel', [uri]]);
    expect(all.slice(1)).toEqual([
      ['open panel', 'kappa.openPanel', [uri]],
      ['compare with last saved', 'kappa.compareWithSaved', [uri]],
    ]);
  });

  it('offer the analysis when it does not run by itself', async () => {
    const client = await opened(source, { options: { settings: { run: 'manual' } } });
    expect(titles(await client.of<CodeLens[]>('codeLens'))[0]).toEqual(['analyse', 'kappa.analyze', [uri]]);
  });

  it('of other clients execute the server, or nothing', async () => {
    const client = await opened(source, { options: { kappaClient: false, settings: { run: 'manual' } } });
    expect(titles(await client.of<CodeLens[]>('codeLens'))).toEqual([['analyse', 'kappa.server.analyse', [uri]]]);
    expect(client.initialized.capabilities.executeCommandProvider).toEqual({ commands: ['kappa.server.analyse'] });
    await client.request('workspace/executeCommand', { command: 'kappa.server.analyse', arguments: [uri] });
    expect(titles(await client.of<CodeLens[]>('codeLens'))).toEqual([
      [expect.stringMatching(/^kappa /), '', undefined],
    ]);
  });

  it('are switched off by their setting', async () => {
    const client = await opened(source, { options: { settings: { codeLens: false } } });
    expect(await client.of<CodeLens[]>('codeLens')).toEqual([]);
  });
});

describe('code actions', () => {
  const misspelt = source.replace('head: dense', 'head: dnse');
  const actions = (client: Awaited<ReturnType<typeof opened>>, context: object = { diagnostics: [] }) =>
    client.of<CodeAction[]>('codeAction', { range: place(9, 8, 12), context });

  it('mend the nearest spelling', async () => {
    const client = await opened(misspelt);
    const { diagnostics } = await client.diagnostics(1);
    const [first] = await actions(client, { diagnostics });
    expect(first).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'K021' }] });
    expect(first.edit).toEqual({ changes: { [uri]: [{ range: place(9, 8, 12), newText: 'dense' }] } });
  });

  it('name the version for clients that check it', async () => {
    const client = await opened(misspelt, {
      capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    });
    const [{ edit }] = await actions(client);
    expect(edit!.documentChanges).toMatchObject([{ textDocument: { uri, version: 1 } }]);
  });

  it('are quick fixes only', async () => {
    const client = await opened(misspelt);
    expect(await actions(client, { diagnostics: [], only: ['source.organizeImports'] })).toEqual([]);
    expect((await actions(client, { diagnostics: [], only: ['quickfix'] })).length).toBeGreaterThan(0);
  });
});

describe('completion', () => {
  const complete = (client: Awaited<ReturnType<typeof opened>>, line: number, character: number, context?: object) =>
    client.at<CompletionItem[]>('completion', line, character, { ...(context && { context }) });
  const snippets = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };
  const text = source.replace('head: dense(3, bias: false)', 'head: den');

  it('replaces the word at the cursor', async () => {
    const client = await opened(text, { capabilities: snippets });
    const dense = (await complete(client, 9, 11)).find(({ label }) => label === 'dense')!;
    expect(dense.textEdit).toMatchObject({
      range: place(9, 8, 11),
      newText: expect.stringMatching(/^dense\(\$\{1/) as string,
    });
    expect(dense.insertTextFormat).toBe(2);
  });

  it('is plain text for clients without snippets', async () => {
    const client = await opened(text);
    const dense = (await complete(client, 9, 11)).find(({ label }) => label === 'dense')!;
    expect(dense.insertTextFormat).toBe(1);
    expect((dense.textEdit as TextEdit).newText).toMatch(/^dense\(\w*\)$/);
  });

  it('after a space comes between arguments only', async () => {
    const client = await opened(source.replace('3, bias: false)', '3, )'));
    const space = { triggerKind: 2, triggerCharacter: ' ' };
    expect((await complete(client, 9, 17, space)).map(({ label }) => label)).toContain('activation');
    expect(await complete(client, 1, 8, space)).toEqual([]);
  });
});

it('signature help marks the argument at the cursor', async () => {
  const client = await opened();
  const { signatures, activeParameter } = await client.at<SignatureHelp>('signatureHelp', 9, 24);
  const { label, parameters } = signatures[0];
  const [start, end] = parameters![activeParameter!].label as [number, number];
  expect(label.slice(start, end)).toContain('bias');
});

describe('names', () => {
  it('lead to their declaration and to every use', async () => {
    const client = await opened();
    expect(await client.at<Location>('definition', 7, 12)).toEqual({ uri, range: place(0, 8, 13) });
    const lines = (all: { range: { start: { line: number } } }[]) => all.map(({ range }) => range.start.line);
    expect(lines(await client.at('references', 7, 12, { context: { includeDeclaration: true } }))).toEqual([0, 5, 7]);
    expect(lines(await client.at('references', 7, 12, { context: { includeDeclaration: false } }))).toEqual([5, 7]);
    expect(lines(await client.at('documentHighlight', 7, 12))).toEqual([0, 5, 7]);
  });

  it('are renamed everywhere', async () => {
    const client = await opened();
    expect(await client.at('prepareRename', 7, 12)).toEqual({ range: place(7, 10, 15), placeholder: 'width' });
    const { changes } = await client.at<WorkspaceEdit>('rename', 7, 12, { newName: 'units' });
    expect(changes![uri].map(({ range, newText }) => [range.start.line, newText])).toEqual([
      [0, 'units'],
      [5, 'units'],
      [7, 'units'],
    ]);
  });

  it.each([
    ['prepareRename', 1, 3, {}, /can be renamed/],
    ['rename', 7, 12, { newName: 'dense layer' }, /is not a name/],
  ])('that cannot be renamed say why: %s', async (method, line, character, more, sentence) => {
    await expect((await opened()).at(method, line, character, more)).rejects.toThrow(sentence);
  });
});

it('symbols are the outline', async () => {
  const symbols = await (await opened()).of<DocumentSymbol[]>('documentSymbol');
  expect(symbols.map(({ name }) => name)).toEqual(['M']);
  expect(symbols[0].children!.map(({ name }) => name)).toEqual(expect.arrayContaining(['a', 'head']));
  expect(symbols[0].range.end.line).toBe(10);
});

it('blocks fold up to the line before their bracket, comments as a whole', async () => {
  expect(await (await opened()).of('foldingRange')).toEqual(
    expect.arrayContaining([
      { startLine: 0, endLine: 9 },
      { startLine: 3, endLine: 4, kind: 'comment' },
      { startLine: 6, endLine: 7 },
    ]),
  );
});

it('selections grow from the word to the file', async () => {
  const [first] = await (
    await opened()
  ).of<SelectionRange[]>('selectionRange', { positions: [{ line: 7, character: 12 }] });
  expect(first.range).toEqual(place(7, 10, 15));
  const sizes: number[] = [];
  for (let each: SelectionRange | undefined = first; each; each = each.parent)
    sizes.push(each.range.end.line - each.range.start.line);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  expect(sizes.at(-1)).toBeGreaterThanOrEqual(10);
});

it('formatting gives the standard layout', async () => {
  const text = source.replace('  input 6', 'input   6');
  const client = await opened(text);
  const edits = await client.of<TextEdit[]>('formatting', { options: { tabSize: 2, insertSpaces: true } });
  const formatted = TextDocument.applyEdits(TextDocument.create(uri, 'arch', 1, text), edits);
  expect(formatted).toBe(formatArch(text).value);
});

it('semantic tokens say what a word is', async () => {
  const client = await opened();
  const { semanticTokensProvider } = client.initialized.capabilities;
  const legend = (semanticTokensProvider as { legend: { tokenTypes: string[] } }).legend.tokenTypes;
  const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } });
  const tokens: string[] = [];
  for (let at = 0, line = 0, character = 0; at < data.length; at += 5) {
    character = data[at] === 0 ? character + data[at + 1] : data[at + 1];
    line += data[at];
    tokens.push(`${line}:${character} ${legend[data[at + 3]]}${data[at + 4] === 1 ? ' declared' : ''}`);
  }
  expect(tokens).toEqual(expect.arrayContaining(['0:0 keyword', '0:8 parameter declared', '7:10 parameter']));
});

describe('diagnostics', () => {
  it('carry code, page, place and version', async () => {
    const client = await opened(source.replace('head: dense', 'head: dnse'));
    const { version, diagnostics } = await client.diagnostics(1);
    expect(version).toBe(1);
    expect(diagnostics).toEqual([
      {
        range: place(9, 8, 12),
        severity: 1,
        code: 'K021',
        codeDescription: { href: 'docs:/K021.md' },
        source: 'kappa',
        message: expect.stringContaining('dnse') as string,
      },
    ]);
  });

  it('fade what does nothing', async () => {
    const client = await analysed(source.replace('head:', 'allow K121\n  head:'));
    await client.settled();
    const { diagnostics } = client
      .all<{ diagnostics: { code: string; tags?: number[] }[] }>('textDocument/publishDiagnostics')
      .at(-1)!;
    expect(diagnostics.find(({ code }) => code === 'K091')?.tags).toEqual([1]);
  });
});
