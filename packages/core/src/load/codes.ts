/** Why each check of the loader exists: what `edgewright rule CODE` says of it. */
export const documentCodes = {
  "document-empty": "An edge is one mapping with at least its name, its cluster, its load balancers and its virtual IPs.",
  "document-not-mapping": "An edge is a mapping of field names to values; anything else at the top has no fields to read.",
  "document-multiple": "One document describes one edge. Of several in a file it would be unclear which one is rendered.",
  "document-duplicate-key":
    "YAML and JSON readers differ on which of two equal keys counts, so one of the two values would be lost in silence.",
  "document-too-deep": "The model is less than ten levels deep. Hundreds of levels are a mistake or an attack on the reader's stack.",
  "document-too-large":
    "Reading it would take more memory than a process has by default, and the run would be aborted instead of explained.",
  "yaml-malformed": "What is not YAML 1.2 has no value; a reader that guesses gives the machines what nobody wrote.",
  "yaml-version": "In YAML 1.1 `yes`, `on` and `012` are not what they are in YAML 1.2, so one text would have two meanings.",
  "yaml-tag": "Tags other than YAML's core ones make values that only some readers know; the model has no use for them.",
  "yaml-key-not-string": "Every field and every label is named by a string; whether a number or a null names one differs between readers.",
  "yaml-merge-key": "Merge keys were dropped with YAML 1.1, and readers differ on which value wins.",
  "yaml-alias-unknown":
    "An asterisk before a value makes it an alias (YAML 1.2, 7.1): a reference to a value that was anchored with & above it.",
  "yaml-alias-recursive": "A value that contains itself has no end, and no field of the model takes one.",
  "yaml-alias-bomb": "Aliases of aliases multiply: a few lines can stand for more values than any machine can hold.",
  "json-malformed": "What is not JSON (RFC 8259) has no value; a reader that guesses gives the machines what nobody wrote.",
} as const satisfies Readonly<Record<string, string>>;

/** A check that the loader makes before the model sees the document. */
export type DocumentCode = keyof typeof documentCodes;
