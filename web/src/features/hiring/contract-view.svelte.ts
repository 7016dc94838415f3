/** One contract with its history, as its page shows it. */
import type { Schemas } from "$/api/types";
import { endContract, fetchContract, fetchContractHistory, startWork } from "$/sync/hiring";
import { isMissing } from "../problem";

export class ContractView {
  contract = $state.raw<Schemas["Contract"] | null>(null);
  history = $state.raw<Schemas["ContractChange"][]>([]);
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
      const [contract, history] = await Promise.all([
        fetchContract(this.#id),
        fetchContractHistory(this.#id),
      ]);
      this.contract = contract;
      this.history = history.items;
      this.error = null;
    } catch (error) {
      // Asking again in vain takes nothing away from what is shown.
      if (!this.contract || isMissing(error)) this.error = error;
    }
  }

  async start(): Promise<void> {
    this.contract = await startWork(this.#id);
    await this.load();
  }

  async end(): Promise<void> {
    this.contract = await endContract(this.#id);
    await this.load();
  }
}
