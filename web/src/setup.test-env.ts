/** Runs before each test file: the words are there, nothing is kept. */
import { afterEach } from "vitest";

afterEach(() => {
  localStorage.clear();
});
