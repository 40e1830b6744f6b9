/**
 * The types of records and of what is compiled from them; this module has nothing else.
 *
 * A review is a record of `casereviews list --json`: null where its source does not state something, [] for none. Of what
 * `not_read` names it is not known whether its source states it.
 *
 * @typedef {object} Child
 * @property {string | null} age
 * @property {number | null} age_months
 * @property {string | null} sex
 *
 * @typedef {object} Statement
 * @property {string} id
 * @property {string} text
 * @property {string[] | null} themes
 * @property {string[] | null} agencies
 *
 * @typedef {object} Resource
 * @property {string} label
 * @property {string | null} format
 * @property {string | null} url
 *
 * @typedef {object} Review
 * @property {string} id
 * @property {string} name
 * @property {string} title
 * @property {boolean} [imported] whether its texts are those of its source
 * @property {string[]} [not_read] its empty fields of which nothing was read, nor has a person read them
 * @property {string | null} review_type
 * @property {string | null} listed
 * @property {string | null} published
 * @property {string | null} area
 * @property {Child[] | null} children
 * @property {string | null} incident_date
 * @property {string | null} outcome
 * @property {string[] | null} harms
 * @property {string[] | null} factors
 * @property {string[] | null} themes
 * @property {string[] | null} agencies
 * @property {string | null} summary
 * @property {Statement[] | null} learning
 * @property {Statement[] | null} recommendations
 * @property {Statement[] | null} actions
 * @property {Resource[]} resources
 * @property {string[]} notes
 * @property {string | null} collection
 * @property {string | null} coding
 *
 * @typedef {object} TermRecord One entry of the vocabulary, as the page holds it.
 * @property {string} kind
 * @property {string} slug
 * @property {string} label
 * @property {string} definition
 * @property {string[]} synonyms
 * @property {string[]} narrower
 * @property {Record<string, string>} avoid words that are best avoided, each with what to say instead
 * @property {string[]} related each as kind/slug
 * @property {string | null} group
 * @property {string[]} lay
 * @property {string[]} lay_narrower
 *
 * @typedef {object} VocabularyRecord
 * @property {TermRecord[]} terms
 * @property {Record<string, Record<string, string>>} groups the labels of groups, by kind and slug
 * @property {string[][]} equals
 * @property {string[]} common_words two tiers of stems, each separated by spaces
 *
 * @typedef {object} Passage A text of a review: its title, name, summary, or a statement.
 * @property {number} number from 1, in order
 * @property {number} review the number of its review
 * @property {Part} section
 * @property {string} id of the statement, or of the review
 * @property {string} text
 * @property {string[] | null} themes
 * @property {string[] | null} agencies
 *
 * @typedef {"title" | "summary" | "learning" | "recommendations" | "actions"} Part
 *
 * @typedef {Uint32Array} ReviewSet The bit of a review is its number less one.
 *
 * @typedef {object} CodeTerm A term that occurs in reviews, or `not-stated` or `none` in its place.
 * @property {number} number from 1, in the order in which they occur
 * @property {string} kind one of the vocabulary's, or `area`
 * @property {string} slug
 * @property {string} token the code as a word of the index
 *
 * @typedef {[number, number]} Span [start, end) in a text, in JavaScript's offsets
 */
export {};
