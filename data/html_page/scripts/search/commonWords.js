/** The most common words of English: they tell little of what is looked for, and are never taken as misspelt. */

/** @typedef {import("../ground/store.js").Store} Store */

export const MOST_COMMON = 0;
export const COMMON = 1;
export const RARE = 2;

const SAYING_NOTHING_WORDS =
  "a about after again against aint all also am an and any anybody anyone anything are arent as asked at be because " +
  "been before being best between but by came can cannot cant case cases come comes could couldnt did didnt do does " +
  "doesnt doing done dont down during each either else ever every everyone example examples explain few find " +
  "finding findings for from gave get gets getting give given gives go goes going gone got had hadnt has hasnt have " +
  "havent having he help her here hers herself him himself his how i if in info into is isnt it its itself just " +
  "knew know known learn learned learning learnt lesson lessons let like list look looking lot lots made make makes " +
  "making many may maybe me might more most much must mustnt my myself need needed neednt needs no not now of off " +
  "often on once one ones only or other our ours out over own people person please put really recommend " +
  "recommendation recommendations recommended review reviews said same say saying says see shall shant she should " +
  "shouldnt show shows so some somebody someone something such tell than that the their theirs them themselves then " +
  "there these they thing things this those through to told too under until up us very want wants was wasnt way we " +
  "were werent what when where which while who whom whose why will with within without wont would wouldnt you your " +
  "yours";

/** Words that tell nothing of what is asked for, as the index has them: `dont`. */
export const SAYING_NOTHING = new Set(SAYING_NOTHING_WORDS.split(" "));

/**
 * How common a word is, by its stem: among the first 4,000 of English, the next 8,000, or rarer.
 * @param {Store} store
 * @param {string} stem
 */
export function tier(store, stem) {
  const [first, second] = store.commonWords;
  return first.has(stem) ? MOST_COMMON : second.has(stem) ? COMMON : RARE;
}
