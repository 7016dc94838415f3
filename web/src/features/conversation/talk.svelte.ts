/**
 * What one person is about to do in one conversation: which message is being answered, put differently or taken
 * back, and what was refused. The thread and the composer share it; nothing of it goes to the server from here.
 */
import { getContext, setContext } from "svelte";
import { drop, keep, recall } from "$/sync/keepsakes";
import { reacting } from "$/sync/reacting.svelte";

export const TALK = Symbol("talk");

export class Talk {
  /** The number of the entry that the next message answers. */
  quote = $state<number | null>(null);
  editing = $state<number | null>(null);
  removing = $state<number | null>(null);
  /** The message whose words are about to be proposed as an agreed point. */
  proposing = $state<number | null>(null);
  /** The message whose acts a touch asked for. */
  held = $state<number | null>(null);
  /** Which message the arrow keys stand at; null is the newest. */
  at = $state<number | null>(null);
  /** What was refused, by the message it was about. */
  problems = $state.raw<ReadonlyMap<number, unknown>>(new Map());
  /** Set by the thread and the composer, which know the elements. */
  show: (seq: number) => void = () => undefined;
  focus: (seq: number) => void = () => undefined;
  write: () => void = () => undefined;
  /** Puts words where one writes, before what stands there. */
  put: (words: string) => void = () => undefined;
  private editsBack: (() => void) | null = null;

  constructor(
    readonly conversation: string,
    readonly account: string,
    /** Whether writing is what the page is for: then the composer takes the focus. */
    readonly alone = true,
  ) {
    this.quote = Number(recall(account, "quote", conversation)) || null;
  }

  /** Answers a message; null answers none. */
  answer(seq: number | null): void {
    this.quote = seq;
    if (seq === null) drop(this.account, "quote", this.conversation);
    else keep(this.account, "quote", this.conversation, String(seq));
    this.write();
  }

  /** Begins to put a message differently; afterwards the focus goes back to where it came from. */
  edit(seq: number, back: () => void = () => this.focus(seq)): void {
    this.editing = seq;
    this.editsBack = back;
  }

  /** A new wording is kept until it is saved or given up. */
  wording(seq: number): string | null {
    return recall(this.account, "edit", `${this.conversation}.${seq}`);
  }

  keepWording(seq: number, text: string | null): void {
    const name = `${this.conversation}.${seq}`;
    if (text === null) drop(this.account, "edit", name);
    else keep(this.account, "edit", name, text);
  }

  endEdit(seq: number): void {
    this.keepWording(seq, null);
    this.editing = null;
    this.editsBack?.();
    this.editsBack = null;
  }

  async react(seq: number, emoji: string, given: boolean): Promise<void> {
    this.explain(seq, null);
    try {
      await reacting.set(this.conversation, seq, emoji, given);
    } catch (error) {
      this.explain(seq, error);
    }
  }

  explain(seq: number, error: unknown): void {
    if (error === null && !this.problems.has(seq)) return;
    const problems = new Map(this.problems);
    if (error === null) problems.delete(seq);
    else problems.set(seq, error);
    this.problems = problems;
  }
}

export function provideTalk(talk: Talk): Talk {
  return setContext(TALK, talk);
}

export function useTalk(): Talk {
  return getContext<Talk>(TALK);
}
