/**
 * One press of a form's button: busy while it runs, the failure it ended with, and never twice at once.
 * Knows no form; what is sent and what is shown stays with the page.
 */
type Act = () => Promise<void>;

export class Submission {
  busy = $state(false);
  error = $state.raw<unknown>(null);
  private next: Act | null = null;
  private running: Promise<boolean> | null = null;

  /** True when the act was done. A press while one runs is not a second act. */
  async run(act: Act): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    try {
      await act();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /**
   * For what is saved as it is changed: a change that comes while one is on its way is sent after it, of several the
   * last. Answers when nothing waits any more, with whether the last was done.
   */
  newest(act: Act): Promise<boolean> {
    this.next = act;
    this.running ??= this.drain().finally(() => (this.running = null));
    return this.running;
  }

  private async drain(): Promise<boolean> {
    let done = false;
    while (this.next) {
      const act = this.next;
      this.next = null;
      done = await this.run(act);
    }
    return done;
  }
}
