/**
 * The pseudo-locale's transform: accents every letter and pads a third, so
 * that a test or a person sees at once what did not go through Fluent.
 */
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const accented = Array.from("áƀćđéƒğĥíĵķĺɱñóƥɋŕšţúṽŵẋýžÁƁĆĐÉƑĞĤÍĴĶĹṀÑÓƤɊŔŠŢÚṼŴẊÝŽ");

export function pseudo(text: string): string {
  const letters = Array.from(text).map((letter) => accented[plain.indexOf(letter)] ?? letter);
  const padding = "~".repeat(Math.floor(letters.length / 3));
  return letters.join("") + padding;
}
