/** What a page says of itself in the document's title; the shell adds the rest. */
let own = $state<string | null>(null);

export const pageTitle = {
  get own() {
    return own;
  },
  /** Words that say more than the route's title, such as a person's name. */
  set(text: string | null): void {
    own = text;
  },
};
