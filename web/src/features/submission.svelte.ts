/**
 * One press of a form's button: busy while it runs, the failure it ended with, and never twice at once.
 * Knows no form; what is sent and what is shown stays with the page.
 */

export class Submission {
  busy = $state(false);
  error = $state.raw<unknown>(null);

  /** True when the act was done. A press while one runs is not a second act. */
  async run(act: () => Promise<void>): Promise<boolean> {
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
}
