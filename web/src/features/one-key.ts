/**
 * The idempotency key of what a form holds. Trying the same again uses the same key, so that a lost answer never
 * makes a second one; changed words are another thing and get a key of their own.
 */

export class OneKey {
  #body = "";
  #key = "";
  readonly #make: () => string;

  constructor(make: () => string) {
    this.#make = make;
  }

  for(body: object): string {
    const text = JSON.stringify(body);
    if (text !== this.#body || this.#key === "") {
      this.#body = text;
      this.#key = this.#make();
    }
    return this.#key;
  }
}
