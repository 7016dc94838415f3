/** The names of the wire's shapes, for rooms that hold data but never fetch it. */
import type { components } from "./schema";

export type Schemas = components["schemas"];
