import { z } from "zod";
import { AbsolutePath } from "./primitives.js";
import { text } from "./text.js";

const EnvironmentName = text("EnvironmentName", {
  code: "name-invalid",
  want: "the name of an environment variable: letters, digits and _",
  why: "a shell can set no other name",
  description: "the name of an environment variable that holds the secret",
  example: "VRRP_PASSWORD",
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  maxLength: 128,
});

/**
 * Where a secret is, never the secret: the command line reads it and hands it to the compiler,
 * so that no document, snapshot or log holds one.
 */
export const Secret = z
  .union([
    z.strictObject({ env: EnvironmentName }),
    z.strictObject({ file: AbsolutePath.meta({ description: "an absolute path where edgewright runs", examples: ["/run/secrets/vrrp"] }) }),
  ])
  .meta({ description: "where the secret is: an environment variable or a file; never its value", examples: [{ env: "VRRP_PASSWORD" }] });
export type Secret = z.infer<typeof Secret>;

/** The name by which a secret's value is handed to `compile`: the variable's name, or the file's path. */
export const secretName = (secret: Secret): string => ("env" in secret ? secret.env : secret.file);
