/**
 * What SQLite's tokenizer `unicode61 remove_diacritics 2` takes for the letters of words, and how it writes them.
 *
 * The tables were read off SQLite itself, character by character.
 */

/** Letters beyond ASCII, to base 36: how far each range begins after the end of the last, and its length less one. */
const LETTER_RANGES =
  "4q 0 8 1 2 0 4 1 2 2 2 m 2 u 2 cp 5 b f 4 8 0 2 0 3m 4 2 7 2 4 3 0 2 31 2 3u 9 5r 7 14 3 3 2 0 1k 16 3 a 6 0 n " +
  "1 3 16 m 9 5 1 2 2q 2 0 g 1 8 e 3 0 f 0 2 0 2 t s 2i c 1l a 1 5 r 5 0 a 0 4 0 6 1 g p 4 1 2 3o s 0 5 1h 4 0 j 0 " +
  "8 9 5 9 2 f 4 1j 2 0 8 1 3 1 4 8 2 9 3 d 3 5 3 4 4 1j 2 0 6 3 3 1 4 2 2 t 3 2 2 a 4 1j 2 0 9 0 4 0 4 j 3 b 3 e " +
  "4 1j 2 0 8 1 3 1 4 7 3 9 3 b 2 g 2 1m 6 2 4 0 5 8 2 q 9 5 4 1l 8 0 4 0 5 6 3 a 3 q 2 1 3 1j 2 0 8 0 4 0 5 6 3 a " +
  "3 t 3 1l 8 0 4 0 5 8 2 9 3 k 2 7 3 1x 2 3 7 0 2 0 9 h 4 1n 2 1 8 3 2 6 a 9 3 2c 2 1 7 0 3 a 7 1e w j d 1c o 4 c " +
  "0 11 0 g 0 e 27 l a 7 5 5 3 4 0 4 1 8 2 5 c d 0 2 9 7 2i 2 gw d 12 b 2t 2 h7 3 g 2 p 3 25 4 z 4 s 6 q 3 t 3 1r " +
  "10 0 5 0 2 x g 49 2 39 d 3 d 3 2 2 3 2x i 6 3 j z m 6 1 3 1g b 0 u 1 2 v 8 0 7 29 6 1a i k 10 2 4 t e 1j f 7 5 " +
  "z l 2 6 1p 3 1r 9 7 q 3 2 3 4 5m 14 k 5 cc 2 0 4 a 4 c 4 c 4 c 3 0 2u 4 7 9 6 a 6 g r l y e 3 0 5 0 3 9 2 0 4 4 " +
  "7 0 2 0 2 0 2 3 2 a 3 3 6 4 5 0 2 1r h1 b 14 o c 28 27 l e9 0 3a t qi 2 b ay 7 3 4 6 5 0 3 33 2 d 2 2n 28 0 d " +
  "1v r 0 2i b 5z p d 3 6 2 q 8 8 4 3 4 4 2g 5 2 2 2h 2 43 3 3 b v 11 r w a v 7 2 e x 9 14 e 1s 0 75 533 1t h3j 1k " +
  "1i 3 7g 4 2m h v 2 27 9 7 o 8 3 2u 3 3a 2 2 2 3 2 m a 9 5 1l 5 7 3 1d i 8 3 f j 5 4 16 b m e a 2 v 5 1a s f 3 " +
  "20 f b 2 7 3 d 5 m 4 0 2 1f 2 0 4 1 3 4 3 0 2 r 3 a 8 2 3 6j c fn3 2 9 2 3r h aj 3 57 3 1 r 5 8 8 10 0 k 0 5 42 " +
  "2 0 g 9 8 p 7 p c 3d 8 0 8 9 8 73 4 1f a 1k i 5 d 1f 1b bk 2 1b 2 w5 2 5i 2 u 2 5c 4 0 3 4 5 13 4 3 2 f a 11 2 " +
  "54 8 xr 4 1g n 1d 4 18 j 1p 4 z f a 5 1n 4 1b f 3 5 yp e 2pj 5 esc 1b f 5 j1o 6v 9 14 1 52 x 1z 55 2g o9 2 o 2 " +
  "u 2 o 2 u 2 o 2 u 2 o 2 u 2 o 2 4kr 3 7h 19 3 2t b g 1 f 1 g 0 g 1b w 0 1p 3 18 22 u c 18 4 a 6 3 4t y e 7 0 1z " +
  "2 l b 12 0 6 k i e 1s 0 2 0 53 0 5 2 1r 1 5 b p 42 1z 3 c 1b 1z 1l 39 gwi4 2 t 2p 3j 6p 47bj";

/** Marks that belong to the letter before and are left out, the first and the last of each range. */
const MARK_RANGES = "768 772 774 780 783 783 785 785 795 795 803 808 813 814 816 817";

/** Letters that are folded alike: the first, how many, the step between them, and how far each moves. */
const FOLDED_RANGES =
  "ck 3 3 2 cl 3 3 1 dc 3 2 1 g6 5 2 1 p4 3 1 11 pd h 1 w pv 9 1 w rc c 2 1 sd 3 1 -3m sg g 1 28 sw w 1 w v4 h 2 1 " +
  "wa r 2 1 xt 7 2 1 y8 18 2 1 10x 12 1 1c 3a8 12 1 5ls 64a 3 2 1 64o 8 1 -8 654 6 1 -8 65k 8 1 -8 660 8 1 -8 66g " +
  "6 1 -8 66x 4 2 -8 67c 8 1 -8 688 8 1 -8 68o 8 1 -8 694 8 1 -8 6a0 4 1 -2e 6lc g 1 g 8ow 1b 1 1c 8rr 3 2 1 8sg " +
  "1e 2 1 wu8 n 2 1 ww0 c 2 1 x0i k 4 1 x0k 3 4 1 x10 f 4 1 x32 5 2 1 x40 5 2 1 1ee9 q 1 w 1fcw 14 1 14";

/** Each letter that others become, with the first of these and the steps to the next. */
const FOLDED_LETTERS =
  "2p 5c 1 1 1 1 1 r 1 1 1 1 1 r 1 1 1 1 1 5k 1 g 1 r 1 5 1 1 1 z 1 5i1 1 4f 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 hg," +
  "2q 5xe 1 1 1 1 1,2r 5j w v 1 1 1 1 1 1 1 5q3 1,2s 7i 1 5q3 1 1 1 1 1 1 1 1 1," +
  "2t 5k 1 1 1 t 1 1 1 13 1 1 1 1 1 1 1 1 1 6h 1 1 1 x 1 5ij 1 1 1 1 1 1 1 1 1 4b 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1," +
  "2u 5y6 1,2v 7w 1 1 1 1 1 1 1 5f 1 d 1 5kb 1,2w 84 1 6x 1 5j7 1 1 1 1 1 1 1 1 1 2z," +
  "2x 5o 1 1 1 t 1 1 1 1l 1 1 1 1 1 1 1 1 4f 1 1k 1 1 1 5k1 1 1 1 49 1 1 1,2y 8k 1 57," +
  "2z 8m 1 4x 1 5l3 1 1 1 1 1 l1,30 8p 1 1 1 1 1 5q0 1 1 1 1 1 1 1,31 5z2 1 1 1 1 1," +
  "32 5t w 2a 1 1 1 1 1 4w 1 5l7 1 1 1 1 1 1 1," +
  "33 5u 1 1 1 1 s 1 1 1 1 2e 1 1 1 1 1 27 1 1c 1 o 1 1 1 v 1 1 1 r 1 1 1 1 1 1 1 5jv 1 1 1 1 1 1 1 3d 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1," +
  "34 5zo 1 1 1,36 9g 1 1 1 1 1 53 1 1 1 5l1 1 1 1 1 1 1 1,37 9m 1 1 1 1 1 1 1 u 49 1 5l3 1 1 1 1 1 1 1 1 1 1e," +
  "38 9u 1 1 1 51 1 5lb 1 1 1 1 1 1 1 12," +
  "39 61 1 1 1 t 1 1 1 30 1 1 1 1 1 1 1 1 1 1 1 1o 1 z 1 1 1 1 1 1 1 1 1 1k 1 1 1 5ln 1 1 1 1 1 1 1 1 1 2x 1 1 1 1 1 1 1 1 1 1 1 1 1," +
  "3a 60s 1 1 1,3b ac 1 5qj 1 1 1 1 1 1 1 1 1 f,3c 616 1 1 1,3d 65 w 2 3b 1 1 56 1 5ln 1 a 2h 1 1 1 1 1 1 1," +
  "3e ah 1 1 1 1 1 5qq 1 1 1 1 1,67 61q,6e 5i,6o 5s,6w 60,72 66,7l 7k,87 86,8j 8i,8w 8v,8y 8x,97 96,9f 9e,9z 9y," +
  "ao g3,ar aq,at as,aw av,b0 az,b6 b5,b9 dy,bd bc,be fx,bi f4,bn bm,bp bo,bs br,bx bw,c4 c3,c6 c5,c9 c8,cd cc," +
  "cf dz,d9 b2,dr dq,dv dt 1,e5 e4,e7 e6,f1 f0,f7 f6,f9 f8,fw fv,fz 8se,g0 8sf,g2 g1,gg 8rz,gh 8rx,gi 8s0,gj ap," +
  "gk au,gm ax,gn ay,gp b3,gr b4,gw b7,gz b8,h1 x3h,h2 x4a,h4 bb,h5 ba,h7 8rm,hb bg,hd 8ry,he bh,hh bj,hp 8ro," +
  "hs bq,hv bt,i0 by,i1 g4,i2 c1,i3 c2,i4 g5,ia c7,oh og,oj oi,on om,q4 p2,qa r4,qd s5,qg r5 z,qh 69q,qi s0,qk 51," +
  "qo ra,qp s1,qr qq,qu r9,qx 6jq,r0 p8,r1 pa,r2 pb,rb r3,s2 s9,s8 s7,sb sa,y7 xs,5tl x31,5tp 8rn,67k 69m,67l 69n," +
  "67q 6ai,67r 6aj,67s 6bc,67t 6bd,67u 6ay,67v 6az,67w 6be,67x 6bf,69c 69k,69d 69l,69f 69o,69v 6a4,6a8 6ag,6a9 6ah," +
  "6ao 6aw,6ap 6ax,6at 6b0,6b7 6bg,6ku 6k2,6mc 6mb,8rl 8rk,8rp fu,8rq fy,8s3 8s2,8s6 8s5,8vg 8vf,8vi 8vh,8vn 8vm," +
  "8x3 3bb,8x9 3bh,x2y x2x,x30 x2z,x3g x3f,x3l x3k,x3n x3m";

/** What characters are. */
const SEPARATOR = 0;
export const LETTER = 1;
export const MARK = 2;

/** The first character that JavaScript has as two. */
export const BEYOND = 0x10000;

/**
 * @typedef {object} LetterTables
 * @property {Uint8Array} kinds what each character up to U+FFFF is
 * @property {[number, number][]} beyond the ranges of letters beyond
 * @property {Map<number, number>} folded
 */

/** @type {LetterTables | undefined} */
let letterTables;

/** The tables, made when they are first needed. */
function knownLetters() {
  letterTables = letterTables ?? readTables();
  return letterTables;
}

/** @returns {LetterTables} */
function readTables() {
  const kinds = new Uint8Array(BEYOND);
  for (const range of ["09", "AZ", "az"]) {
    kinds.fill(LETTER, range.charCodeAt(0), range.charCodeAt(1) + 1);
  }
  /** @type {[number, number][]} */
  const beyond = [];
  const steps = tableNumbers(LETTER_RANGES, 36);
  for (let index = 0, end = 0; index < steps.length; index += 2) {
    const first = end + steps[index];
    end = first + steps[index + 1];
    kinds.fill(LETTER, first, Math.min(end + 1, BEYOND));
    if (end >= BEYOND) {
      beyond.push([Math.max(first, BEYOND), end]);
    }
  }
  kinds.fill(SEPARATOR, 0xd800, 0xe000);
  const marks = tableNumbers(MARK_RANGES, 10);
  for (let index = 0; index < marks.length; index += 2) {
    kinds.fill(MARK, marks[index], marks[index + 1] + 1);
  }
  return { kinds, beyond, folded: readFolded() };
}

/** The letters that are folded, each with what it becomes. */
function readFolded() {
  /** @type {Map<number, number>} */
  const folded = new Map();
  const runs = tableNumbers(FOLDED_RANGES, 36);
  for (let index = 0; index < runs.length; index += 4) {
    for (let count = 0, letter = runs[index]; count < runs[index + 1]; count++) {
      folded.set(letter, letter + runs[index + 3]);
      letter += runs[index + 2];
    }
  }
  for (const group of FOLDED_LETTERS.split(",")) {
    const [plain = 0, ...others] = tableNumbers(group, 36);
    let letter = 0;
    for (const step of others) {
      letter += step;
      folded.set(letter, plain);
    }
  }
  return folded;
}

/**
 * @param {string} text
 * @param {number} base
 */
function tableNumbers(text, base) {
  return text.split(" ").map((number) => parseInt(number, base));
}

/** What each character up to U+FFFF is. */
export function letterKinds() {
  return knownLetters().kinds;
}

/**
 * What a character is.
 * @param {number} code
 */
export function letterKind(code) {
  if (code < BEYOND) {
    return knownLetters().kinds[code];
  }
  return knownLetters().beyond.some(([first, last]) => first <= code && code <= last) ? LETTER : SEPARATOR;
}

/**
 * Whether a character is a letter of a word.
 * @param {number} code
 */
export function isIndexLetter(code) {
  return letterKind(code) === LETTER;
}

/**
 * Whether a character is a mark that belongs to the letter before, and is left out.
 * @param {number} code
 */
export function isIndexMark(code) {
  return letterKind(code) === MARK;
}

/**
 * A word of the index as it is written there, in lower case and without its diacritics.
 * @param {string} word
 */
export function foldedWord(word) {
  if (ONLY_ASCII.test(word)) {
    return word.toLowerCase();
  }
  const { folded } = knownLetters();
  let found = "";
  for (const character of word) {
    const code = /** @type {number} */ (character.codePointAt(0));
    if (code < 0x80) {
      found += character.toLowerCase();
    } else if (letterKind(code) !== MARK) {
      found += String.fromCodePoint(folded.get(code) ?? code);
    }
  }
  return found;
}

/** A text without any character beyond ASCII. */
export const ONLY_ASCII = /^\p{ASCII}*$/u;
