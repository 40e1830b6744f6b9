/** Where each word of the index is, in the list of all words in their order. */

/**
 * Whether words are side by side at a place.
 * @param {Uint32Array} list
 * @param {number} place
 * @param {readonly number[]} ids
 */
export function areAt(list, place, ids) {
  for (let index = 0; index < ids.length; index++) {
    if (list[place + index] !== ids[index]) {
      return false;
    }
  }
  return true;
}

/**
 * For each place, the part that it is in, given where each part ends.
 * @param {Uint32Array} ends
 * @param {number} length
 */
export function partsOf(ends, length) {
  const parts = new Uint32Array(length);
  let start = 0;
  ends.forEach((end, part) => {
    parts.fill(part, start, end);
    start = end;
  });
  return parts;
}

/**
 * Where the places of each word begin in the list of places, and at last where they end.
 * @param {Uint32Array} list
 * @param {number} size how many different words there are
 */
export function startsOf(list, size) {
  const starts = new Uint32Array(size + 2);
  for (const id of list) {
    starts[id + 1] += 1;
  }
  for (let id = 1; id < starts.length; id++) {
    starts[id] += starts[id - 1];
  }
  return starts;
}

/**
 * The places of each word in turn.
 * @param {Uint32Array} list
 * @param {Uint32Array} starts
 */
export function placesOf(list, starts) {
  const places = new Uint32Array(list.length);
  const next = starts.slice();
  list.forEach((id, place) => {
    places[next[id]++] = place;
  });
  return places;
}
