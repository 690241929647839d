import type { EdgeInput, RenderedFile } from "@edgewright/core";
import { secretsFor } from "@edgewright/testing";
import { compile } from "edgewright";
import { type Document, isMap, isScalar, isSeq, parseAllDocuments } from "yaml";

/** A rendered edge, by path. */
export type Files = ReadonlyMap<string, RenderedFile>;

/** The files of a document that has no errors. */
export function render(document: EdgeInput): Files {
  const result = compile(document, { secrets: secretsFor(document) });
  if (!result.ok) throw new Error(`not compiled: ${JSON.stringify(result.diagnostics)}`);
  return new Map(result.files.map((file) => [file.path, file]));
}

export function textOf(files: Files, path: string): string {
  const file = files.get(path);
  if (file === undefined) throw new Error(`no file ${path} among ${[...files.keys()].join(", ")}`);
  return file.text;
}

/** Two schemas, since tools read manifests by either: Kubernetes' own parser knows YAML 1.1's words. */
export const yamlVersions = ["1.2", "1.1"] as const;
export type YamlVersion = (typeof yamlVersions)[number];

/** The documents of a file; throws at a mistake or a warning. */
export function readYaml(text: string, version: YamlVersion): Document[] {
  const documents = parseAllDocuments(text, { version, uniqueKeys: true, merge: false });
  if (!Array.isArray(documents)) throw new Error("an empty manifest");
  return documents.map((document) => {
    const problems = [...document.errors, ...document.warnings];
    if (problems.length > 0) throw new Error(`YAML ${version}: ${problems.map(String).join()}\n${text}`);
    return document;
  });
}

/** Every scalar's value below a node, keys included. */
export function scalarsOf(node: unknown): unknown[] {
  if (isScalar(node)) return [node.value];
  if (isSeq(node)) return node.items.flatMap(scalarsOf);
  if (isMap(node)) return node.items.flatMap(({ key, value }) => [...scalarsOf(key), ...scalarsOf(value)]);
  return [];
}

export const names = (entities: readonly { readonly name: string }[] | undefined): string[] => (entities ?? []).map(({ name }) => name);

/** The load balancers' folders. */
export const machinesOf = (document: EdgeInput): string[] => names(document.loadBalancers);

/** A VIP that keepalived holds: every VIP of a generated document. */
export type PairVip = Extract<NonNullable<EdgeInput["vips"]>[number], { virtualRouterId: number }>;

export const pairVipsOf = (document: EdgeInput): PairVip[] =>
  (document.vips ?? []).flatMap((vip) => ("virtualRouterId" in vip ? [vip] : []));

export const asList = <T extends string>(value: T | readonly T[]): readonly T[] => (typeof value === "string" ? [value] : value);

/** The one text of an address (RFC 5952), by the URL standard's own serializer. */
export const canonical = (address: string): string =>
  address.includes(":") ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
