/**
 * Starts a worker of this app's own build. The content policy takes the address of a script from one named policy
 * only, and that policy gives out nothing but what was built with the page.
 */
interface ScriptPolicy {
  createScriptURL: (address: string) => string;
}

interface TrustedTypes {
  createPolicy: (name: string, rules: ScriptPolicy) => ScriptPolicy;
}

const rules: ScriptPolicy = {
  createScriptURL: (address) => {
    const { origin, pathname } = new URL(address, location.href);
    if (origin === location.origin && pathname.startsWith("/assets/")) return address;
    throw new TypeError("not a script of this app");
  },
};
const trusted = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = trusted ? trusted.createPolicy("parlance-workers", rules) : rules;

export function ownWorker(address: string): Worker {
  return new Worker(policy.createScriptURL(address), { type: "module" });
}
