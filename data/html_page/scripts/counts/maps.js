/** Maps from what is counted. */

/**
 * The value of a key, which is made where it is missing.
 * @template Key, Value
 * @param {Map<Key, Value>} map
 * @param {Key} key
 * @param {() => Value} make
 * @returns {Value}
 */
export function getOrMake(map, key, make) {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/**
 * Count each of some keys once more.
 * @template Key
 * @param {Map<Key, number>} counts
 * @param {Iterable<Key>} keys
 */
export function increaseEach(counts, keys) {
  for (const key of keys) {
    counts.set(key, countIn(counts, key) + 1);
  }
}

/**
 * How often a key was counted.
 * @template Key
 * @param {Map<Key, number>} counts
 * @param {Key} key
 */
export function countIn(counts, key) {
  return counts.get(key) ?? 0;
}
