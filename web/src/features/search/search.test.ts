import { describe, expect, it } from "vitest";
import { goesBy, pieces } from "./pieces";
import { isAsked, isNarrowed, readWanted, writeWanted } from "./wanted";

describe("a search in the address", () => {
  const read = (query: string) => readWanted(new URLSearchParams(query));

  it("is read and written back the same", () => {
    for (const query of ["", "?q=two+words", "?q=a&with=p&about=j&file=1&days=30", "?file=1"]) {
      expect(writeWanted(read(query))).toBe(query);
    }
  });

  it("leaves out what makes no sense", () => {
    expect(writeWanted(read("?q=+&with=&days=12&other=1"))).toBe("");
    expect(isAsked(read("?q=%20"))).toBe(false);
  });

  it("knows words from filters", () => {
    expect(isNarrowed(read("?q=a"))).toBe(false);
    expect(isAsked(read("?q=a"))).toBe(true);
    expect(isNarrowed(read("?days=7"))).toBe(true);
  });
});

describe("marks", () => {
  it("cut a text into what is marked and what is not", () => {
    expect(
      pieces("👩 two bread two", [
        [3, 3],
        [13, 3],
      ]),
    ).toEqual([
      { text: "👩 ", marked: false },
      { text: "two", marked: true },
      { text: " bread ", marked: false },
      { text: "two", marked: true },
    ]);
    expect(pieces("plain", [])).toEqual([{ text: "plain", marked: false }]);
    expect(pieces("", [])).toEqual([]);
  });

  it("never lose or repeat a letter, however odd they are", () => {
    for (const odd of [
      [[9, 9]],
      [[2, 9]],
      [
        [3, 2],
        [0, 4],
      ],
      [[0, 0]],
    ]) {
      expect(
        pieces("letters", odd)
          .map((piece) => piece.text)
          .join(""),
      ).toBe("letters");
    }
  });
});

describe("conversations by name", () => {
  it("are found by the beginnings of names, without case and accents", () => {
    expect(goesBy("fel bra", ["Félix Braun", "Drawings of bread"])).toBe(true);
    expect(goesBy("DRAW", ["Felix", "Drawings of bread"])).toBe(true);
    expect(goesBy("elix", ["Felix"])).toBe(false);
    expect(goesBy("  ", ["Felix"])).toBe(false);
  });
});
