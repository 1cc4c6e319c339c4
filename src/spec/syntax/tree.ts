/**
 * The syntax tree that `.arch` and `.arch.json` share. It knows no layer catalogue: kinds, arguments and directives are names with
 * ranges, and the elaborator says what they mean. Readers always return a tree, whatever was typed.
 */
import type { Range } from '../problem';

export type Syntax = 'arch' | 'json';

export interface Name {
  readonly text: string;
  readonly range: Range;
}

export type Expression =
  | { readonly type: 'number'; readonly value: number; readonly range: Range }
  | { readonly type: 'boolean'; readonly value: boolean; readonly range: Range }
  /** Quoted text in `.arch`. */
  | { readonly type: 'string'; readonly value: string; readonly range: Range }
  /**
   * A JSON string, whose meaning depends on what is expected there: a path where the catalogue expects text, else an expression
   * (`"width / 2"`, `"relu"`), read by `readExpression` with ranges inside the string.
   */
  | { readonly type: 'text'; readonly value: string; readonly range: Range }
  /** `wordRange` is the name alone where parentheses around it belong to the range. */
  | { readonly type: 'name'; readonly text: string; readonly range: Range; readonly wordRange?: Range }
  | { readonly type: 'list'; readonly items: readonly Expression[]; readonly range: Range }
  /** `28x28x1`; also a JSON list where a shape is expected. Items may be parameters: `(width)x3`. */
  | { readonly type: 'shape'; readonly items: readonly Expression[]; readonly range: Range }
  | { readonly type: 'call'; readonly callee: Name; readonly arguments: readonly Argument[]; readonly range: Range }
  | { readonly type: 'unary'; readonly operator: '-' | '+'; readonly operand: Expression; readonly range: Range }
  | {
      readonly type: 'binary';
      readonly operator: '+' | '-' | '*' | '/' | '^' | '<' | '<=' | '>' | '>=';
      readonly left: Expression;
      readonly right: Expression;
      readonly range: Range;
    }
  /** A place where an expression was expected and none could be read; a problem has been reported already. */
  | { readonly type: 'missing'; readonly range: Range };

export interface Argument {
  readonly name?: Name;
  readonly value: Expression;
  readonly range: Range;
}

/** `{ … }`: statements in order. */
export interface Block {
  readonly statements: readonly Statement[];
  readonly range: Range;
}

/** `[name:] kind [(arguments)] [{ body }] [allow K203, …]`. `parallel { {…} {…} }` has one block a branch; others at most one. */
export interface Statement {
  readonly label?: Name;
  readonly kind: Name;
  readonly arguments: readonly Argument[];
  readonly blocks: readonly Block[];
  /** Codes silenced here, by `allow` or by `// kappa-ignore` on the line above (JSON: `"allow": [...]`). */
  readonly allow: readonly Name[];
  readonly range: Range;
}

/**
 * A statement about the model as a whole: `input 784`, `data gaussian(…)`, `loss mse`, `init …`, `biases …`, `layout …`, `seeds 16`,
 * `weights "file" { stem: "net.0" }`, `expect kappa < 1e4`, `allow K203`. `values` are what follows the keyword.
 */
export interface Directive {
  readonly keyword: Name;
  readonly values: readonly Expression[];
  /** Only `weights` has entries: layer name to tensor prefix. */
  readonly entries: readonly { readonly name: Name; readonly value: Expression }[];
  readonly allow: readonly Name[];
  readonly range: Range;
}

export interface ParameterDeclaration {
  readonly name: Name;
  readonly value: Expression;
  readonly range: Range;
}

export interface Model {
  readonly name?: Name;
  readonly parameters: readonly ParameterDeclaration[];
  readonly directives: readonly Directive[];
  readonly statements: readonly Statement[];
  readonly range: Range;
}

export interface SyntaxTree {
  readonly syntax: Syntax;
  readonly source: string;
  /** Absent when the file holds no model at all (empty, or not an object). */
  readonly model?: Model;
}
