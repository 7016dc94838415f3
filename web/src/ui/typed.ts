/*
 * What becomes of typed text, by the server's own rules, so that nothing is offered to be sent that would
 * be refused. The golden cases are core's.
 */

/** Unicode white space (the property White_Space): what Rust's `trim` takes off. JavaScript's own differs. */
const EDGE = /^[\p{White_Space}]+|[\p{White_Space}]+$/gu;

/** White space, and the invisible characters that would make an empty message look sent. */
const BLANK = /^[\p{White_Space}\u00AD\u200B-\u200F\u2060\uFEFF]*$/u;

/** The text as it will be stored. */
export function asStored(typed: string): string {
  return typed.replace(/\r\n?/gu, "\n").replace(EDGE, "");
}

/** Whether there is nothing to be read in it. */
export function isBlank(typed: string): boolean {
  return BLANK.test(typed);
}
