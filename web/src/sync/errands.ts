/**
 * Runs fetches so that the same one never runs twice at once: a wish that
 * comes while it runs makes it run once more afterwards.
 */
export class Errands {
  private running = new Map<string, { again: boolean }>();

  run(key: string, errand: () => Promise<void>): void {
    const under = this.running.get(key);
    if (under) {
      under.again = true;
      return;
    }
    const mine = { again: false };
    this.running.set(key, mine);
    void errand()
      .catch(() => undefined)
      .finally(() => {
        if (this.running.get(key) !== mine) return;
        this.running.delete(key);
        if (mine.again) this.run(key, errand);
      });
  }

  /** Forgets what runs; it may still end, but nothing follows from it. */
  clear(): void {
    this.running.clear();
  }
}
