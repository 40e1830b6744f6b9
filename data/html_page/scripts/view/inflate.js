// Inflates what was deflated (RFC 1950 and 1951), for browsers that do not: Firefox before 113 and Safari before 16.4.

/**
 * The codes of an alphabet: for each row of so many bits that may come next, the symbol and the length of its code.
 * @typedef {{most: number, rows: Uint16Array}} Codes
 */

const HEAD = 2; // bytes before the first block
const STORED = 0; // the kinds of blocks
const FIXED = 1;
const DYNAMIC = 2;
const END_OF_BLOCK = 256; // the symbol that ends a block; those above it are lengths of copies
const LONGEST_COPY = 258;
const ORDER_OF_LENGTHS = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const BITS_OF_COPIES = [...Array.from({ length: 28 }, (_, code) => Math.max(0, (code >> 2) - 1)), 0];
const COPIES = [...firstsOf(BITS_OF_COPIES, 3).slice(0, -1), LONGEST_COPY];
const BITS_OF_DISTANCES = Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1));
const DISTANCES = firstsOf(BITS_OF_DISTANCES, 1);

/**
 * The bytes that were deflated. Throws where they are damaged.
 * @param {Uint8Array} deflated
 */
export function inflated(deflated) {
  return new Inflating(deflated).all();
}

/** Reads bits, and writes bytes. */
class Inflating {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.place = HEAD;
    this.held = 0; // bits that are read and not yet taken, the next one lowest
    this.count = 0; // of these
    this.written = new Uint8Array(6 * bytes.length + LONGEST_COPY);
    this.length = 0;
  }

  /** All that was deflated. */
  all() {
    for (let isLast = false; !isLast; ) {
      isLast = this.take(1) === 1;
      const kind = this.take(2);
      if (kind === STORED) this.copyStored();
      else if (kind === FIXED) this.inflateBlock(...fixedCodes());
      else if (kind === DYNAMIC) this.inflateBlock(...this.readCodes());
      else throw new Error("the packed reviews are damaged");
    }
    return this.written.subarray(0, this.length);
  }

  /**
   * Hold at least so many bits, at most 16.
   * @param {number} count
   */
  hold(count) {
    while (this.count < count) {
      if (this.place > this.bytes.length + 2) throw new Error("the packed reviews are cut off");
      this.held |= this.bytes[this.place++] << this.count;
      this.count += 8;
    }
  }

  /**
   * The number that the next bits are.
   * @param {number} count
   */
  take(count) {
    this.hold(count);
    const number = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return number;
  }

  /**
   * The next symbol.
   * @param {Codes} codes
   */
  symbol({ most, rows }) {
    this.hold(most);
    const row = rows[this.held & ((1 << most) - 1)];
    this.held >>>= row & 15;
    this.count -= row & 15;
    return row >> 4;
  }

  /**
   * Inflate a block.
   * @param {Codes} symbols Of bytes and of the lengths of copies.
   * @param {Codes} distances
   */
  inflateBlock(symbols, distances) {
    for (let symbol = this.symbol(symbols); symbol !== END_OF_BLOCK; symbol = this.symbol(symbols)) {
      this.makeRoom(LONGEST_COPY);
      if (symbol < END_OF_BLOCK) {
        this.written[this.length++] = symbol;
        continue;
      }
      const code = symbol - END_OF_BLOCK - 1;
      const end = this.length + COPIES[code] + this.take(BITS_OF_COPIES[code]);
      const far = this.symbol(distances);
      const distance = DISTANCES[far] + this.take(BITS_OF_DISTANCES[far]);
      const { written } = this;
      for (let index = this.length; index < end; index++) written[index] = written[index - distance];
      this.length = end;
    }
  }

  /** Copy a block that is not deflated. */
  copyStored() {
    this.place -= this.count >> 3; // whole bytes that are held
    this.held = 0;
    this.count = 0;
    const size = this.take(16);
    this.take(16); // the size once more, inverted
    this.makeRoom(size);
    this.written.set(this.bytes.subarray(this.place, this.place + size), this.length);
    this.place += size;
    this.length += size;
  }

  /**
   * The codes of a block, as they stand before it.
   * @returns {[Codes, Codes]}
   */
  readCodes() {
    const symbols = this.take(5) + 257;
    const distances = this.take(5) + 1;
    const lengthsOfLengths = new Array(19).fill(0);
    const count = this.take(4) + 4;
    for (let index = 0; index < count; index++) lengthsOfLengths[ORDER_OF_LENGTHS[index]] = this.take(3);
    const codes = codesOfLengths(lengthsOfLengths);
    /** @type {number[]} */
    const lengths = [];
    while (lengths.length < symbols + distances) {
      const length = this.symbol(codes);
      if (length < 16) lengths.push(length);
      else if (length === 16) repeat(lengths, lengths[lengths.length - 1], 3 + this.take(2));
      else repeat(lengths, 0, length === 17 ? 3 + this.take(3) : 11 + this.take(7));
    }
    return [codesOfLengths(lengths.slice(0, symbols)), codesOfLengths(lengths.slice(symbols))];
  }

  /** @param {number} more */
  makeRoom(more) {
    if (this.length + more <= this.written.length) return;
    const written = new Uint8Array(2 * (this.length + more));
    written.set(this.written);
    this.written = written;
  }
}

/**
 * The first number of each code, given how many bits follow it.
 * @param {number[]} bits
 * @param {number} first
 */
function firstsOf(bits, first) {
  let next = first;
  return bits.map((count) => {
    const own = next;
    next += 1 << count;
    return own;
  });
}

/**
 * @param {number[]} lengths
 * @param {number} length
 * @param {number} times
 */
function repeat(lengths, length, times) {
  for (let index = 0; index < times; index++) lengths.push(length);
}

/**
 * The codes whose lengths are given for each symbol; 0 where it does not occur.
 * @param {number[]} lengths
 * @returns {Codes}
 */
function codesOfLengths(lengths) {
  const most = Math.max(1, ...lengths);
  const rows = new Uint16Array(1 << most);
  let code = 0;
  for (let length = 1; length <= most; length++) {
    lengths.forEach((own, symbol) => {
      if (own !== length) return;
      for (let row = reversed(code, length); row < rows.length; row += 1 << length) rows[row] = (symbol << 4) | length;
      code += 1;
    });
    code <<= 1;
  }
  return { most, rows };
}

/**
 * @param {number} code
 * @param {number} length in bits
 */
function reversed(code, length) {
  let found = 0;
  for (let bit = 0; bit < length; bit++) found |= ((code >> bit) & 1) << (length - 1 - bit);
  return found;
}

/**
 * The codes of blocks that have none of their own.
 * @returns {[Codes, Codes]}
 */
function fixedCodes() {
  const lengths = Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < END_OF_BLOCK ? 9 : symbol < 280 ? 7 : 8,
  );
  return [codesOfLengths(lengths), codesOfLengths(new Array(30).fill(5))];
}
