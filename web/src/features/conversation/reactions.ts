/** Reactions as they are drawn: what the server told, with what is wished and not answered yet. Pure. */
import type { Schemas } from "$/api/types";
import type { Entry } from "$/sync/frames";

export interface Reaction {
  emoji: string;
  by: readonly string[];
  own: boolean;
}

/** Offered without opening the picker. */
export const quickEmojis = ["👍", "❤️", "😄", "🎉", "👀", "✅"] as const;

export function reactionsWith(
  told: readonly Schemas["ReactionCount"][],
  me: string,
  wishes: ReadonlyMap<string, boolean>,
): Reaction[] {
  const known = new Set(told.map(({ emoji }) => emoji));
  const fresh = [...wishes.keys()].filter((emoji) => !known.has(emoji));
  const all = [...told, ...fresh.map((emoji) => ({ emoji, by: [] as string[] }))];
  return all
    .map(({ emoji, by }) => {
      const own = wishes.get(emoji) ?? by.includes(me);
      const others = by.filter((one) => one !== me);
      return { emoji, own, by: own ? [...others, me] : others };
    })
    .filter(({ by }) => by.length > 0);
}

/** The emojis that one answered a message with. */
export function ownReactions({ body }: Entry, me: string): string[] {
  if (body.kind !== "message") return [];
  return body.reactions.filter(({ by }) => by.includes(me)).map(({ emoji }) => emoji);
}
