import { type EdgeInput, requiredSecrets, type Secrets } from "@edgewright/core";

/** Has whatever a configuration's parser might take for its own: what a password may hold. */
const hostilePassword = `p"a'\\s$s #1 \${HOME} {%}!;`;

function statisticsSecret(document: EdgeInput): string | null {
  const password = document.observability?.stats?.auth?.password;
  if (password === undefined) return null;
  return "env" in password ? password.env : password.file;
}

/** Values for every secret that a document refers to: VRRP passwords are different and have the 8 bytes that VRRPv2 takes. */
export function secretsFor(document: EdgeInput): Secrets {
  const statistics = statisticsSecret(document);
  const names = requiredSecrets(document).map(({ name }) => name);
  const value = (name: string, index: number): string => (name === statistics ? hostilePassword : `vrrp-${String(index).padStart(3, "0")}`);
  return Object.fromEntries([...new Set(names)].map((name, index) => [name, value(name, index)]));
}
