import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";

/** RFC 3986, section 2: what a URI is written with; all else is percent-encoded. */
const written = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

// The committee's schema of 2.1.0, as the package of SARIF's own authors has it. It is draft 4, of which it uses nothing that draft 7 has not.
const path = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, "utf8"));
const ajv = new Ajv({
  allErrors: true,
  strict: false,
  // One of its patterns has a bracket that a regular expression with the flag u must escape.
  unicodeRegExp: false,
  formats: {
    uri: (text: string) => written.test(text) && URL.canParse(text),
    "uri-reference": (text: string) => written.test(text) && URL.canParse(text, "https://example.com/"),
    "date-time": (text: string) => !Number.isNaN(Date.parse(text)),
  },
});
const validate = ajv.compile(schema);

/** What the SARIF 2.1.0 schema has against a text; empty where it is valid. */
export function sarifProblems(text: string): readonly string[] {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
