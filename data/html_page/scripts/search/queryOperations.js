/** Joining the operands of a query. */

import { getOrMake } from "../ground/maps.js";
import { Operation } from "./queryTree.js";

/** @typedef {import("./queryTree.js").Unit} Unit */
/** @typedef {Operation | Unit | null} Operand What is joined; null for nothing */

/**
 * What is to be joined by a sign, without inner operations of the same sign and without duplicates.
 * @param {"and" | "or"} sign
 * @param {readonly Operand[]} parts
 */
export function flat(sign, parts) {
  /** @type {(Operation | Unit)[]} */
  const found = [];
  for (const part of parts) {
    if (part instanceof Operation && part.sign === sign) {
      found.push(...part.parts);
    } else if (part) {
      found.push(part);
    }
  }
  return distinct(found);
}

/**
 * Parts of a query, each once.
 * @param {readonly (Operation | Unit)[]} parts
 */
export function distinct(parts) {
  /** @type {Map<string, Operation | Unit>} */
  const found = new Map();
  for (const part of parts) {
    getOrMake(found, JSON.stringify(part), () => part);
  }
  return [...found.values()];
}

/**
 * Operands joined by a sign; the operand itself where there is only one.
 * @param {"and" | "or"} sign
 * @param {readonly Operand[]} parts
 * @returns {Operand}
 */
export function operation(sign, parts) {
  const found = flat(sign, parts);
  return found.length < 2 ? (found[0] ?? null) : new Operation(sign, found);
}
