import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { analysed, diagnosticsWith, open, openText, position, wholeText } from './editor';

const run = vscode.commands.executeCommand;

describe('language features', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await open('unscaled-residual.arch');
    await analysed(document);
  });

  it('publishes findings with code, page and range', async () => {
    const [finding] = await diagnosticsWith(document, 'K117');
    assert.equal(finding.source, 'kappa');
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(finding.range), 'residual');
    assert.match((finding.code as { target: vscode.Uri }).target.path, /K117\.md$/);
  });

  it('hovers over a layer', async () => {
    const [hover] = await run<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position(document, 'stem'));
    assert.match((hover.contents[0] as vscode.MarkdownString).value, /\*\*stem\*\*.*32 → 64/);
  });

  it('hints at shapes, shares and kappa', async () => {
    const hints = await run<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, wholeText(document));
    const labels = hints.map(({ label }) =>
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
    );
    assert.ok(labels.includes('→ 64'), labels.join(', '));
    assert.ok(
      labels.some((label) => /^κ 805/.test(label)),
      labels.join(', '),
    );
    assert.ok(
      labels.some((label) => /of λ_min/.test(label)),
      labels.join(', '),
    );
  });

  it('completes layer kinds', async () => {
    const { items } = await run<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position(document, 'head: dense').translate(0, 'head: '.length),
    );
    assert.ok(items.some(({ label }) => label === 'residual'));
  });

  it('helps with arguments', async () => {
    const help = await run<vscode.SignatureHelp>(
      'vscode.executeSignatureHelpProvider',
      document.uri,
      position(document, 'width)').translate(0, 0),
      '(',
    );
    assert.match(help.signatures[0].label, /^dense\(/);
  });

  it('finds definition and references of a parameter', async () => {
    const at = position(document, 'depth) {\n    residual');
    const [definition] = await run<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, at);
    assert.deepEqual(definition.range.start, position(document, 'depth'));
    const references = await run<vscode.Location[]>('vscode.executeReferenceProvider', document.uri, at);
    assert.equal(references.length, 2);
  });

  it('renames a parameter', async () => {
    const edit = await run<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position(document, 'width'),
      'units',
    );
    assert.equal(edit.get(document.uri).length, document.getText().split('width').length - 1);
  });

  it('outlines the model', async () => {
    const [model] = await run<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
    assert.equal(model.name, 'UnscaledResidual');
    assert.ok(model.children.some(({ name }) => name === 'stem'));
  });

  it('folds blocks', async () => {
    const ranges = await run<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
    assert.ok(ranges.some(({ start }) => document.lineAt(start).text.includes('repeat(depth)')));
  });

  it('grows a selection from a word to the model', async () => {
    const at = position(document, 'relu');
    const [innermost] = await run<vscode.SelectionRange[]>('vscode.executeSelectionRangeProvider', document.uri, [at]);
    assert.equal(document.getText(innermost.range), 'relu');
    let outermost = innermost;
    while (outermost.parent) outermost = outermost.parent;
    assert.ok(outermost.range.contains(position(document, 'model')));
  });

  it('colours by meaning', async () => {
    const legend = await run<vscode.SemanticTokensLegend>('vscode.provideDocumentSemanticTokensLegend', document.uri);
    const tokens = await run<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
    assert.ok(legend.tokenTypes.includes('keyword'));
    assert.ok(tokens.data.length > 50);
  });

  it('offers fixes of a finding and its silencing', async () => {
    const [{ range }] = await diagnosticsWith(document, 'K117');
    const actions = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range);
    const titles = actions.map(({ title }) => title);
    assert.ok(
      titles.some((title) => title.startsWith('Start the last layer of each branch smaller')),
      titles.join(', '),
    );
    assert.ok(
      titles.some((title) => /K117/.test(title)),
      titles.join(', '),
    );
  });
});

describe('formatting', () => {
  it('aligns what was typed carelessly', async () => {
    const document = await openText('model   M{\ninput 4\n  dense( 3 )\n}\n');
    const edits = await run<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', document.uri, {
      tabSize: 2,
      insertSpaces: true,
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), 'model M {\n  input 4\n  dense(3)\n}\n');
  });
});
