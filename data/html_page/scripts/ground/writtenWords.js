/** The different words of texts, as they are written, each once. */

/** @typedef {import("./eachWord.js").ReadText} ReadText */

/** Tells words apart by their characters, without making a text of each: most have been seen before. */
export class WrittenWords {
  constructor() {
    /** @type {string[]} */
    this.list = [];
    this.hashes = new Int32Array(1 << 14); // of the words, by their places in the list
    this.ends = new Uint32Array(1 << 14); // of their characters
    this.units = new Uint16Array(1 << 17); // the characters of all of them
    this.slots = new Int32Array(1 << 15); // the places plus one, by the hashes; half of them stay free
  }

  /**
   * The place of a word in the list, at the end of which it is put if it was not seen before.
   * @param {ReadText} read the text that it is in
   * @param {number} start
   * @param {number} end
   * @param {number} hash a number made of the word's characters
   */
  placeOf(read, start, end, hash) {
    const slot = this.slotOf(read.units, start, end, hash);
    const place = this.slots[slot] - 1;
    return place < 0 ? this.add(read, start, end, hash, slot) : place;
  }

  /**
   * The slot of a word, which is free if it was not seen before.
   * @param {Uint16Array} units
   * @param {number} start
   * @param {number} end
   * @param {number} hash
   */
  slotOf(units, start, end, hash) {
    const { slots, hashes } = this;
    const last = slots.length - 1;
    let slot = firstSlot(hash, last);
    while (
      slots[slot] !== 0 &&
      (hashes[slots[slot] - 1] !== hash || !this.isSame(slots[slot] - 1, units, start, end))
    ) {
      slot = (slot + 1) & last;
    }
    return slot;
  }

  /**
   * Whether a word is the one at a place.
   * @param {number} place
   * @param {Uint16Array} units
   * @param {number} start
   * @param {number} end
   */
  isSame(place, units, start, end) {
    const from = place === 0 ? 0 : this.ends[place - 1];
    if (this.ends[place] - from !== end - start) {
      return false;
    }
    for (let index = start; index < end; index++) {
      if (units[index] !== this.units[from + index - start]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Add a word to the list; its place.
   * @param {ReadText} read
   * @param {number} start
   * @param {number} end
   * @param {number} hash
   * @param {number} slot
   */
  add(read, start, end, hash, slot) {
    const place = this.list.push(read.text.slice(start, end)) - 1;
    const from = place === 0 ? 0 : this.ends[place - 1];
    const last = from + end - start;
    if (last > this.units.length) {
      const units = new Uint16Array(2 * last);
      units.set(this.units);
      this.units = units;
    }
    this.units.set(read.units.subarray(start, end), from);
    this.hashes[place] = hash;
    this.ends[place] = last;
    this.slots[slot] = place + 1;
    if (this.list.length === this.hashes.length) {
      this.enlarge();
    }
    return place;
  }

  /** Make room for twice as many words. */
  enlarge() {
    const { hashes, ends, slots } = this;
    this.hashes = new Int32Array(2 * hashes.length);
    this.hashes.set(hashes);
    this.ends = new Uint32Array(2 * ends.length);
    this.ends.set(ends);
    this.slots = new Int32Array(2 * slots.length);
    const last = this.slots.length - 1;
    hashes.forEach((hash, place) => {
      let slot = firstSlot(hash, last);
      while (this.slots[slot] !== 0) {
        slot = (slot + 1) & last;
      }
      this.slots[slot] = place + 1;
    });
  }
}

/**
 * The slot where a word is looked for first.
 * @param {number} hash
 * @param {number} last
 */
function firstSlot(hash, last) {
  return (hash ^ (hash >>> 15)) & last;
}
