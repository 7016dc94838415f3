/**
 * A contact policy being changed: what is in force, the draft made from it, and what the rules say of the draft. Knows no
 * screen; what is asked while an older question is under way is answered by the newest answer only.
 */
import type { Schemas } from "$/api/types";
import { changePolicy, fetchPolicy, rollBackPolicy, tryPolicy } from "$/sync/policies";

type Document = Schemas["PolicyDocument"];

export class PolicyDraft {
  inForce = $state.raw<Schemas["ContactPolicy"] | null>(null);
  document = $state<Document | null>(null);
  /** The job that the draft is tried on. */
  about = $state<{ class: string; messaging: boolean }>({ class: "", messaging: true });
  outlook = $state.raw<Schemas["PolicyOutlook"] | null>(null);
  error = $state.raw<unknown>(null);
  /** Why the draft could not be tried. */
  untried = $state.raw<unknown>(null);
  #asked = 0;

  readonly changed = $derived(
    JSON.stringify(this.document) !== JSON.stringify(this.inForce?.document ?? null),
  );

  async load(): Promise<void> {
    try {
      this.take(await fetchPolicy());
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  begin(document: Document): void {
    this.document = structuredClone(document);
  }

  discard(): void {
    if (this.inForce) this.begin(this.inForce.document);
  }

  async save(note: string): Promise<number> {
    const [policy, document] = [this.inForce, this.document];
    if (!policy || !document) throw new Error("there is nothing to save before it was loaded");
    const body = { expected_version: policy.version, document: $state.snapshot(document), note };
    this.take(await changePolicy(body));
    return policy.version + 1;
  }

  async rollBack(version: number, note: string): Promise<number> {
    const expected = this.inForce?.version ?? 0;
    this.take(await rollBackPolicy({ expected_version: expected, version, note }));
    return expected + 1;
  }

  /** Has the rules say what the draft would do. */
  async try(): Promise<void> {
    const document = this.document;
    if (!document) return;
    const asked = ++this.#asked;
    const known = this.about.class in document.classes;
    const body = {
      document: $state.snapshot(document),
      class: known ? this.about.class : null,
      messaging: this.about.messaging,
    };
    try {
      const outlook = await tryPolicy(body);
      if (asked !== this.#asked) return;
      this.outlook = outlook;
      this.untried = null;
    } catch (error) {
      if (asked === this.#asked) this.untried = error;
    }
  }

  private take(policy: Schemas["ContactPolicy"]): void {
    this.inForce = policy;
    this.begin(policy.document);
  }
}

/** The name by which a class is kept, from what an admin calls it. */
export function className(label: string): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-+|-+$/g, "").slice(0, 40);
}
