/**
 * For lists that no frame keeps in step: a number that rises when they should be asked for again, which is when
 * the tab is looked at again, when the network is back, and now and then while it is looked at. A page makes one
 * while it is set up; it ends with the page.
 */
export class Freshening {
  stamp = $state(0);

  constructor(everyMs: number) {
    $effect(() => {
      const seen = () => {
        if (document.visibilityState === "visible") this.rise();
      };
      const timer = setInterval(seen, everyMs);
      document.addEventListener("visibilitychange", seen);
      addEventListener("online", seen);
      return () => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", seen);
        removeEventListener("online", seen);
      };
    });
  }

  /** Something was just done that changes the list. */
  rise(): void {
    this.stamp += 1;
  }
}
