/** One job with its history, as the job page shows it; closing and re-opening included. */
import type { Schemas } from "$/api/types";
import {
  closeJob,
  fetchJob,
  fetchJobHistory,
  letWrite,
  moveJob,
  reopenJob,
  requireConversation,
} from "$/sync/jobs";
import { isMissing } from "../problem";

export class JobView {
  job = $state.raw<Schemas["Job"] | null>(null);
  history = $state.raw<Schemas["JobChange"][]>([]);
  error = $state.raw<unknown>(null);
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  get missing(): boolean {
    return isMissing(this.error);
  }

  async load(): Promise<void> {
    try {
      const [job, history] = await Promise.all([fetchJob(this.#id), fetchJobHistory(this.#id)]);
      this.job = job;
      this.history = history.items;
      this.error = null;
    } catch (error) {
      // Asking again in vain takes nothing away from what is shown.
      if (!this.job || isMissing(error)) this.error = error;
    }
  }

  async close(): Promise<void> {
    this.job = await closeJob(this.#id);
    await this.#reloadHistory();
  }

  async reopen(): Promise<void> {
    this.job = await reopenJob(this.#id);
    await this.#reloadHistory();
  }

  async move(phase: Schemas["JobPhase"]): Promise<void> {
    this.job = await moveJob(this.#id, phase);
    await this.#reloadHistory();
  }

  async letWrite(on: boolean): Promise<void> {
    this.job = await letWrite(this.#id, on);
    await this.#reloadHistory();
  }

  async require(wanted: Schemas["JobRequirement"]["conversation_required"]): Promise<void> {
    this.job = await requireConversation(this.#id, wanted);
    await this.#reloadHistory();
  }

  async #reloadHistory(): Promise<void> {
    try {
      this.history = (await fetchJobHistory(this.#id)).items;
    } catch {
      // The change itself is done and shown; its line in the history comes with the next visit.
    }
  }
}
