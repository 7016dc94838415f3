/** The skin tone one picks emojis in, kept in this browser: 0 is none, 1 light to 5 dark. */
const name = "parlance.emoji-tone";

export function keptTone(): number {
  try {
    const kept = Number(localStorage.getItem(name));
    return Number.isInteger(kept) && kept >= 0 && kept <= 5 ? kept : 0;
  } catch {
    return 0;
  }
}

export function keepTone(tone: number): void {
  try {
    localStorage.setItem(name, String(tone));
  } catch {
    // Full or forbidden: the choice lasts as long as the picker.
  }
}
