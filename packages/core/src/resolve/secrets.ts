import type { Path } from "../diagnostics/diagnostic.js";
import type { Edge } from "../model/edge.js";
import { type Secret, secretName } from "../model/secret.js";
import type { ResolvedSecret } from "./plan.js";
import type { Context } from "./references.js";

/** Secrets' values by the name that `secretName` gives: a variable's name, or a file's path. */
export type Secrets = Readonly<Record<string, string>>;

/** What stands in a secret's place wherever a person looks: `--print`, snapshots, differences. */
export const redacted = (name: string): string => `<secret ${name}>`;

/** Every secret that a document refers to, so that whoever may read files and variables can fetch them. */
export function secretsOf(edge: Edge): readonly Secret[] {
  const stats = edge.observability?.stats?.auth?.password;
  const vips = (edge.vips ?? []).flatMap((vip) =>
    "failover" in vip && vip.failover?.auth !== undefined ? [vip.failover.auth.password] : [],
  );
  return [...(stats === undefined ? [] : [stats]), ...vips];
}

const refusedIn = (value: string): string | null =>
  value === "" ? "is empty" : /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value) ? "has a line break or a control character" : null;

export function resolveSecret(context: Context, secrets: Secrets, secret: Secret, path: Path): ResolvedSecret {
  const name = secretName(secret);
  const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  const where = "env" in secret ? `the environment variable ${name}` : `the file ${name}`;
  const place = [...path, "env" in secret ? "env" : "file"];
  const refusal = value === undefined ? null : refusedIn(value);
  if (value === undefined) {
    context.report({
      code: "secret-missing",
      message: "env" in secret ? `${where} is not set` : `${where} is not there, or cannot be read`,
      path: place,
      why: "the file that needs the secret cannot be written without it",
      fix: "env" in secret ? `set ${name} where edgewright runs` : `create ${name}, readable for whoever runs edgewright`,
    });
  } else if (refusal !== null) {
    context.report({
      code: "secret-invalid",
      message: `${where} ${refusal}`,
      path: place,
      why: "it could end the line that it is written to",
      fix: "give the secret one line of printable characters",
    });
  }
  // Without a sound value the rules see what stands for it: they have nothing to add.
  return { name, value: value === undefined || refusal !== null ? redacted(name) : value, path: place };
}
