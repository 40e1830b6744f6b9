/**
 * FTS5's expressions, read: "phrases", the index's own words, AND, OR, NOT, parentheses, and the columns to look in.
 *
 * NOT binds closer than AND, and AND closer than OR. Columns are written before what they hold for: `{title summary} : `.
 */

import { wordsWritten } from "./eachWord.js";
import { PARTS } from "./indexWords.js";
import { stemOf } from "./stemming.js";

/**
 * @typedef {object} PhraseNode Words side by side in one of some columns; without words it is found nowhere.
 * @property {"phrase"} sign
 * @property {string[]} stems
 * @property {number} columns a bit for each
 * @property {string} key the same for two phrases that are found in the same places
 *
 * @typedef {object} OperationNode
 * @property {"and" | "or" | "not"} sign
 * @property {ExpressionNode} left
 * @property {ExpressionNode} right
 *
 * @typedef {PhraseNode | OperationNode} ExpressionNode
 */

const ALL_COLUMNS = 2 ** PARTS.length - 1;
const EXPRESSION_TOKEN = /\s+|"((?:[^"]|"")*)"|([\w\x80-\uffff]+)|([(){}:])/gy;

/**
 * @typedef {object} ExpressionToken
 * @property {string} text what is quoted, else the sign or the word
 * @property {"phrase" | "word" | "sign"} kind
 */

/**
 * An expression as a tree; null where it is empty. Throws where it cannot be read.
 * @param {string} expression
 * @returns {ExpressionNode | null}
 */
export function parseExpression(expression) {
  return new ExpressionParser(expression).whole();
}

class ExpressionParser {
  /** @param {string} expression */
  constructor(expression) {
    this.expression = expression;
    this.tokens = this.read();
    this.place = 0;
  }

  /** @returns {ExpressionToken[]} */
  read() {
    /** @type {ExpressionToken[]} */
    const tokens = [];
    let end = 0;
    for (const [all, phrase, word, sign] of this.expression.matchAll(EXPRESSION_TOKEN)) {
      end += all.length;
      if (phrase !== undefined) {
        tokens.push({ kind: "phrase", text: phrase.replace(/""/g, '"') });
      } else if (word !== undefined) {
        tokens.push({ kind: "word", text: word });
      } else if (sign !== undefined) {
        tokens.push({ kind: "sign", text: sign });
      }
    }
    return end === this.expression.length ? tokens : this.fail();
  }

  /** @returns {never} */
  fail() {
    throw new Error(`not an expression: ${this.expression}`);
  }

  whole() {
    if (this.tokens.length === 0) {
      return null;
    }
    const node = this.either();
    return this.place === this.tokens.length ? node : this.fail();
  }

  /** @returns {ExpressionNode} */
  either() {
    let node = this.both();
    while (this.takes("word", "OR")) {
      node = { sign: "or", left: node, right: this.both() };
    }
    return node;
  }

  /** @returns {ExpressionNode} */
  both() {
    let node = this.without();
    while (this.takes("word", "AND")) {
      node = { sign: "and", left: node, right: this.without() };
    }
    return node;
  }

  /** @returns {ExpressionNode} */
  without() {
    let node = this.one();
    while (this.takes("word", "NOT")) {
      node = { sign: "not", left: node, right: this.one() };
    }
    return node;
  }

  /** @returns {ExpressionNode} */
  one() {
    if (this.takes("sign", "{")) {
      const columns = this.columns();
      return withColumns(this.whereverItIs(), columns);
    }
    return this.whereverItIs();
  }

  /** @returns {ExpressionNode} */
  whereverItIs() {
    if (this.takes("sign", "(")) {
      const node = this.either();
      return this.takes("sign", ")") ? node : this.fail();
    }
    const token = this.tokens[this.place++];
    if (!token || token.kind === "sign" || (token.kind === "word" && /^(?:AND|OR|NOT)$/.test(token.text))) {
      return this.fail();
    }
    return phraseOf(token.text);
  }

  columns() {
    let columns = 0;
    while (!this.takes("sign", "}")) {
      const index = PARTS.indexOf(/** @type {any} */ (this.tokens[this.place++]?.text));
      columns |= index < 0 ? this.fail() : 1 << index;
    }
    return this.takes("sign", ":") ? columns : this.fail();
  }

  /**
   * Whether a token comes next; it is then passed.
   * @param {string} kind
   * @param {string} text
   */
  takes(kind, text) {
    const token = this.tokens[this.place];
    const isNext = token !== undefined && token.kind === kind && token.text === text;
    this.place += isNext ? 1 : 0;
    return isNext;
  }
}

/**
 * @param {string} text
 * @returns {PhraseNode}
 */
function phraseOf(text) {
  return phraseIn(
    { sign: "phrase", stems: wordsWritten(text).map(stemOf), columns: ALL_COLUMNS, key: "" },
    ALL_COLUMNS,
  );
}

/**
 * @param {PhraseNode} phrase
 * @param {number} columns
 * @returns {PhraseNode}
 */
function phraseIn(phrase, columns) {
  return { ...phrase, columns, key: `${columns} ${phrase.stems.join(" ")}` };
}

/**
 * The same in some columns only.
 * @param {ExpressionNode} node
 * @param {number} columns
 * @returns {ExpressionNode}
 */
function withColumns(node, columns) {
  if (node.sign === "phrase") {
    return phraseIn(node, node.columns & columns);
  }
  return { sign: node.sign, left: withColumns(node.left, columns), right: withColumns(node.right, columns) };
}
