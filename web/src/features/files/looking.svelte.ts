/** Which picture is looked at, and what had the focus before. */
class Looking {
  file = $state<string | null>(null);
}

export const looking = new Looking();
