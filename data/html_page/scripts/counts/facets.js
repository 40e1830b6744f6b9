/** Facets: which reviews and statements a choice of values selects, and how many each further value would. */

import { getOrMake, getOrMakeAmong } from "../ground/maps.js";
import { reviewSets } from "../ground/reviewSets.js";
import { CELL, cellOf, labelOfCell } from "./cells.js";
import { Column, countBoth, Owners } from "./columns.js";
import { REVIEWS } from "./counted.js";
import { childrenOf, labelOf, sortedValues } from "./countFields.js";
import { FACET_FIELDS } from "./facetFields.js";
import { conditionsOn, onTheirReviews } from "./statementCodes.js";
import { tally } from "./tally.js";
import { isUnread } from "./unread.js";

/** @typedef {import("../ground/types.js").ReviewSet} ReviewSet */
/** @typedef {import("../ground/types.js").Passage} Passage */
/** @typedef {import("./countFields.js").CountField} CountField */

/**
 * The values chosen of each field, or of CELL: any of one field's, and this of each field. A field without is not asked.
 * @typedef {Record<string, string[]>} Chosen
 */

/** @typedef {{value: string, label: string}} FacetValue */

const MOST_KEPT = 8; // counts of everything

/** What reviews can be filtered by. */
export class Facets {
  /** @param {import("../ground/store.js").Store} store */
  constructor(store) {
    this.store = store;
    const reviews = store.reviews.length;
    const homes = store.reviews.map((_, index) => index + 1);
    const families = store.reviews.map(childrenOf);
    const owners = new Owners(store.reviews, homes, reviews);
    const children = new Owners(
      families.flat(),
      families.flatMap((family, index) => family.map(() => index + 1)),
      reviews,
    );
    this.everything = owners.everything;
    this.children = children;
    /** @type {Map<string, import("./tally.js").Tally>} the counts of everything by the fields of cells */
    this.kept = new Map();
    /** @type {Map<string, ReviewSet>} the reviews that nobody has read for a field, as far as they were asked for */
    this.unreadReviews = new Map();
    /** @type {Map<string, Column>} */
    this.columns = new Map(
      FACET_FIELDS.map((field) => [field.name, new Column(field.owner === "child" ? children : owners, field.values)]),
    );
  }

  /**
   * The fields in the order of the panel, each with its values in theirs, none and not stated last.
   * @returns {{name: string, title: string, values: FacetValue[]}[]}
   */
  get fields() {
    const terms = this.store.vocabulary;
    return FACET_FIELDS.map(({ name, title }) => ({
      name,
      title,
      values: sortedValues(terms, name, this.column(name).sets.keys()).map((value) => ({
        value,
        label: labelOf(terms, name, value, this.hasUnread(name)),
      })),
    }));
  }

  /**
   * What a field is called; nothing for CELL, whose values name theirs.
   * @param {string} name
   */
  titleOf(name) {
    return FACET_FIELDS.find((field) => field.name === name)?.title ?? "";
  }

  /**
   * What a value is called, as it stands on the button that takes it back.
   * @param {string} name of its field, or CELL
   * @param {string} value
   */
  label(name, value) {
    const terms = this.store.vocabulary;
    return name === CELL
      ? labelOfCell(terms, value, (field) => this.hasUnread(field))
      : labelOf(terms, name, value, this.hasUnread(name));
  }

  /**
   * The reviews that nobody has read for a field, and of which nothing was read.
   * @param {string} name of a field of filters or counts
   */
  unread(name) {
    const { reviews } = this.store;
    const isOne = (/** @type {number} */ number) => isUnread(reviews[number - 1], name);
    return getOrMake(this.unreadReviews, name, () =>
      reviewSets.of(reviewSets.numbers(this.everything).filter(isOne), reviews.length),
    );
  }

  /**
   * Whether there are any.
   * @param {string} name
   */
  hasUnread(name) {
    return !reviewSets.isEmpty(this.unread(name));
  }

  /**
   * The reviews that a choice selects. Where the answer is statements, the reviews to take these from.
   * @param {Chosen} chosen
   * @param {boolean} [ofStatements]
   * @returns {ReviewSet}
   */
  select(chosen, ofStatements = false) {
    const asked = this.asked(ofStatements ? onTheirReviews(chosen) : chosen);
    const within = ofStatements ? this.everything : this.inCells(chosen);
    return this.narrowed(within, asked);
  }

  /**
   * The numbers of the reviews that a choice selects.
   * @param {Chosen} chosen
   */
  numbers(chosen) {
    return reviewSets.numbers(this.select(chosen));
  }

  /**
   * A choice as the filters of a search: the reviews, and for statements whether one may be found; null where all are.
   * @param {Chosen} chosen
   * @param {boolean} [ofStatements] whether statements are searched
   * @returns {{reviews: ReviewSet | null, statement: ((passage: Passage) => boolean) | null}}
   */
  filters(chosen, ofStatements = false) {
    const isAsked = Object.values(chosen).some((values) => values.length);
    return {
      reviews: isAsked ? this.select(chosen, ofStatements) : null,
      statement: ofStatements ? this.predicate(chosen) : null,
    };
  }

  /**
   * Whether a passage itself is what a choice of themes, agencies and cells asks for; null where nothing is asked of it.
   * @param {Chosen} chosen
   * @returns {((passage: Passage) => boolean) | null}
   */
  predicate(chosen) {
    const conditions = conditionsOn(chosen);
    if (chosen[CELL]?.length) {
      const found = new Set(this.numbersInCells(chosen[CELL], "statements"));
      conditions.push((passage) => found.has(passage.number));
    }
    return conditions.length ? (passage) => conditions.every((condition) => condition(passage)) : null;
  }

  /**
   * The statements of some sections that a choice selects; theme and agency are the statement's own.
   * @param {Chosen} chosen
   * @param {readonly string[]} sections
   * @returns {Passage[]}
   */
  statements(chosen, sections) {
    const { reviews, statement } = this.filters(chosen, true);
    const selected = new Set(reviewSets.numbers(reviews ?? this.everything));
    return this.store.passages.filter(
      (passage) =>
        sections.includes(passage.section) && selected.has(passage.review) && (!statement || statement(passage)),
    );
  }

  /**
   * For each field and value, how many reviews it would select, given what is chosen of the other fields.
   * @param {Chosen} chosen
   * @returns {Map<string, Map<string, number>>}
   */
  facetCounts(chosen) {
    const asked = this.asked(chosen);
    const within = this.inCells(chosen);
    return new Map(FACET_FIELDS.map(({ name }) => [name, this.countsOf(name, asked, within)]));
  }

  /**
   * @param {string} name of a field
   * @param {[string, ReviewSet][]} asked
   * @param {ReviewSet} within
   */
  countsOf(name, asked, within) {
    const column = this.column(name);
    const others = asked.filter(([other]) => other !== name);
    if (column.owners !== this.children) {
      const selected = this.narrowed(within, others);
      return new Map([...column.sets].map(([value, having]) => [value, countBoth(having, selected)]));
    }
    /** @param {[string, ReviewSet]} one */
    const isSibling = ([other]) => this.column(other).owners === this.children;
    const selected = this.narrowed(
      within,
      others.filter((one) => !isSibling(one)),
    );
    const siblings = others.filter(isSibling);
    return new Map(
      [...column.sets].map(([value, having]) => {
        const same = siblings.reduce((some, [, more]) => reviewSets.intersection(some, more), having);
        return [value, countBoth(this.children.reviewsOf(same), selected)];
      }),
    );
  }

  /**
   * For each field that is asked, those who have any of the values.
   * @param {Chosen} chosen
   * @returns {[string, ReviewSet][]}
   */
  asked(chosen) {
    const names = [...this.columns.keys()].filter((name) => chosen[name]?.length);
    return names.map((name) => [name, this.column(name).having(chosen[name])]);
  }

  /**
   * Those of some reviews that have what is asked; what is asked of children, of one and the same.
   * @param {ReviewSet} reviews
   * @param {[string, ReviewSet][]} asked
   */
  narrowed(reviews, asked) {
    let selected = reviews;
    let children = null;
    for (const [name, having] of asked) {
      if (this.column(name).owners === this.children) {
        children = children ? reviewSets.intersection(children, having) : having;
      } else {
        selected = reviewSets.intersection(selected, having);
      }
    }
    return children ? reviewSets.intersection(selected, this.children.reviewsOf(children)) : selected;
  }

  /**
   * The reviews that are in any of the cells that are chosen; all where none is.
   * @param {Chosen} chosen
   */
  inCells(chosen) {
    return chosen[CELL]?.length
      ? reviewSets.of(this.numbersInCells(chosen[CELL], REVIEWS), this.store.reviews.length)
      : this.everything;
  }

  /**
   * The numbers of the reviews, or the statements, that are in any of some cells.
   * @param {string[]} texts
   * @param {string} of
   */
  numbersInCells(texts, of) {
    const cells = texts.flatMap((text) => cellOf(text) ?? []);
    return cells.flatMap(({ by, cell }) => this.everythingBy(by, of).numbers(cell));
  }

  /**
   * The counts of everything, which are kept for the next key that is typed.
   * @param {string[]} by
   * @param {string} of
   */
  everythingBy(by, of) {
    return getOrMakeAmong(this.kept, [of, ...by].join(" "), MOST_KEPT, () => tally(this, {}, by, of));
  }

  /** @param {string} name */
  column(name) {
    return /** @type {Column} */ (this.columns.get(name));
  }
}
