/** Maps whose values are made when they are first asked for. */

/**
 * The value of a key, which is made where it is missing.
 * @template Key, Value
 * @param {{ get(key: Key): Value | undefined, set(key: Key, value: Value): unknown }} map
 * @param {Key} key
 * @param {() => Value} make
 * @returns {Value}
 */
export function getOrMake(map, key, make) {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/**
 * The same of a map that keeps at most so many values: before another is made, all are forgotten.
 * @template Key, Value
 * @param {Map<Key, Value>} map
 * @param {Key} key
 * @param {number} most
 * @param {() => Value} make
 * @returns {Value}
 */
export function getOrMakeAmong(map, key, most, make) {
  return getOrMake(map, key, () => {
    const value = make();
    if (map.size >= most) {
      map.clear();
    }
    return value;
  });
}

/**
 * Add to the list of a key.
 * @template Key, Item
 * @param {Map<Key, Item[]>} lists
 * @param {Key} key
 * @param {...Item} items
 */
export function addTo(lists, key, ...items) {
  getOrMake(lists, key, () => []).push(...items);
}

/**
 * Lists of some items by their keys.
 * @template Item, Key
 * @param {Iterable<Item>} items
 * @param {(item: Item) => Key} keyOf
 */
export function grouped(items, keyOf) {
  /** @type {Map<Key, Item[]>} */
  const lists = new Map();
  for (const item of items) {
    addTo(lists, keyOf(item), item);
  }
  return lists;
}
