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
 * Note a number with a key, once: whoever notes the same number again does so before any other.
 * @template Key
 * @param {Map<Key, number[]>} lists
 * @param {Key} key
 * @param {number} number
 */
export function gather(lists, key, number) {
  const list = getOrMake(lists, key, () => []);
  if (list[list.length - 1] !== number) {
    list.push(number);
  }
}
