/** Spans: the years that a date can mean, and the ages that a child can have been. */

/** The mean month of the Julian year: a twelfth of 365.25 days. */
const DAYS_IN_MONTH = 30.4375;

const AGE_UNITS = ["year", "month", "week", "day"];

/**
 * The first and the last year that a date such as `2019-06`, or a span such as `2016/2018`, can mean.
 * @param {string} date
 * @returns {[number, number]}
 */
export function yearSpan(date) {
  const [first, last = first] = date.split("/");
  return [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
}

/**
 * From the first moment of an age to the first moment of the next, in months.
 *
 * A child of 2 years is anywhere from 24 months to just under 36, one under 2 years from 0 to just under 24.
 * @param {string} age as its record writes it: `3 years 6 months`, `under 1 year`
 * @returns {[number, number]}
 */
export function ageSpan(age) {
  const parts = [0, 0, 0, 0];
  let smallest = 0;
  for (const [, number, unit] of age.matchAll(/(\d+) (year|month|week|day)/g)) {
    smallest = AGE_UNITS.indexOf(unit);
    parts[smallest] = Number(number);
  }
  const from = inMonths(parts);
  if (age.startsWith("under ")) {
    return [0, from];
  }
  parts[smallest] += 1;
  return [from, inMonths(parts)];
}

/**
 * An age in months, not rounded; a week is 7 days.
 * @param {number[]} parts years, months, weeks and days
 */
function inMonths([years, months, weeks, days]) {
  return years * 12 + months + (weeks * 7 + days) / DAYS_IN_MONTH;
}
