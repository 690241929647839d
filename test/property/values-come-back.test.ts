import type { EdgeInput } from "@edgewright/core";
import { edgeArbitrary, secretsFor } from "@edgewright/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asList, type Files, machinesOf, names, pairVipsOf, readYaml, render, scalarsOf, textOf, yamlVersions } from "./edges.js";
import { first, second } from "./full-documents.js";
import { currentText, judge, type Target, targetsIn } from "./injection.js";
import { readBack } from "./read-back.js";
import { type HaproxySection, haproxyWords, readHaproxy, valuesOf } from "./read-haproxy.js";
import { instancesOf, type KeepalivedEntry, keepalivedWords, readKeepalived } from "./read-keepalived.js";
import { fieldKey } from "./schema-fields.js";

// Invariant 3: no value can end its line, its quote or its block: what the model accepts comes back from the parser as it was.

const numRuns = 200;
const counts = { documents: 0, manifests: 0, scalars: 0, lines: 0 };

interface Rule {
  readonly host: string;
  readonly namespace: string;
  readonly path: string;
  readonly pathType: string;
  readonly service: unknown;
}

/** The rules of the document that are rendered as they stand: under `rewriteTo` the path becomes a pattern. */
function rulesOf({ routes }: EdgeInput): Rule[] {
  return (routes ?? []).flatMap((route) => {
    const paths = "paths" in route ? route.paths : [{ path: "/", pathType: "Prefix" as const, service: route.service }];
    const kept = paths.filter(({ pathType }) => route.options?.rewriteTo === undefined || pathType === "ImplementationSpecific");
    return kept.map(({ path, pathType, service }) => ({
      host: route.host,
      namespace: route.namespace ?? "default",
      path,
      pathType,
      service,
    }));
  });
}

interface IngressRule {
  readonly host: string;
  readonly http: {
    readonly paths: readonly {
      readonly path: string;
      readonly pathType: string;
      readonly backend: {
        readonly service: { readonly name: string; readonly port: { readonly number?: number; readonly name?: string } };
      };
    }[];
  };
}

interface Manifest {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels: Readonly<Record<string, unknown>>;
    readonly annotations?: Readonly<Record<string, unknown>>;
  };
  readonly spec?: {
    readonly rules?: readonly IngressRule[];
    readonly tls?: readonly { readonly secretName: string; readonly hosts: readonly string[] }[];
  };
}

/** The manifests of every file. Their form is what the API server asks for: a wrong one fails at the first field that a test reads. */
function manifestsOf(files: Files, version: "1.1" | "1.2"): Manifest[] {
  const paths = [...files.keys()].filter((path) => path.startsWith("kubernetes/"));
  return paths.flatMap((path) => readYaml(textOf(files, path), version).map((document): Manifest => document.toJS()));
}

const renderedRules = (manifests: readonly Manifest[]): Rule[] =>
  manifests.flatMap(({ metadata, spec }) =>
    (spec?.rules ?? []).flatMap(({ host, http }) =>
      http.paths.map(({ path, pathType, backend }) => ({
        host,
        namespace: metadata.namespace,
        path,
        pathType,
        service: { name: backend.service.name, port: backend.service.port.number ?? backend.service.port.name },
      })),
    ),
  );

function checkManifests(document: EdgeInput, files: Files): void {
  const [now, before] = yamlVersions.map((version) => manifestsOf(files, version));
  expect(now).toEqual(before);
  const manifests = now ?? [];
  expect(renderedRules(manifests)).toEqual(expect.arrayContaining(rulesOf(document)));
  for (const { metadata } of manifests) {
    expect(metadata.labels["app.kubernetes.io/part-of"]).toBe(document.name);
    for (const value of [...Object.values(metadata.labels), ...Object.values(metadata.annotations ?? {})])
      expect(typeof value).toBe("string");
  }
  const secretNames = new Set(
    manifests.flatMap(({ spec }) => (spec?.tls ?? []).map(({ secretName, hosts }) => `${hosts.join()} ${secretName}`)),
  );
  expect(secretNames).toEqual(
    new Set((document.routes ?? []).flatMap(({ host, tls }) => (tls === undefined ? [] : [`${host} ${tls.secretName}`]))),
  );
  counts.manifests += manifests.length;
  for (const path of files.keys())
    if (path.startsWith("kubernetes/"))
      counts.scalars += readYaml(textOf(files, path), "1.2").flatMap(({ contents }) => scalarsOf(contents)).length;
}

const wordsIn = (sections: readonly HaproxySection[]): string[][] => sections.flatMap(({ lines }) => lines.map(({ words }) => [...words]));

function checkHaproxy(document: EdgeInput, files: Files, machine: string): void {
  const sections = readHaproxy(textOf(files, `${machine}/haproxy.cfg`));
  const lines = wordsIn(sections);
  counts.lines += lines.length;
  const own = pairVipsOf(document).filter(({ primary, backup }) => [primary, backup].includes(machine));
  const streams = (document.streams ?? []).filter(({ vip }) => names(own).includes(vip));
  const certificates = own.flatMap(({ address, listeners }) => asList(address).flatMap(() => listeners?.https?.certificate ?? []));
  expect(lines.flatMap((words) => (words[0] === "bind" && words[3] === "crt" ? [words[4]] : []))).toEqual(certificates);
  const checks = streams.flatMap(({ check }) => (typeof check === "object" ? [check.http.path] : []));
  const streamBackends = sections.filter(({ keyword, name }) => keyword === "backend" && name.startsWith("stream_"));
  expect(streamBackends.flatMap((backend) => valuesOf(backend, "http-check", "send").map((words) => words.at(-1)))).toEqual(checks);
  const auth = document.observability?.stats?.auth;
  const secret =
    auth === undefined ? [] : [`${auth.username}:${secretsFor(document)["env" in auth.password ? auth.password.env : auth.password.file]}`];
  expect(sections.flatMap((section) => valuesOf(section, "stats", "auth").flat())).toEqual(secret);
  for (const line of [...(document.raw?.haproxy?.global ?? []), ...(document.raw?.haproxy?.defaults ?? [])])
    expect(lines).toContainEqual(haproxyWords(line));
}

const flat = (entries: readonly KeepalivedEntry[]): (readonly string[])[] =>
  entries.flatMap(({ words, block }) => [words, ...flat(block ?? [])]);

function checkKeepalived(document: EdgeInput, files: Files, machine: string): void {
  const file = readKeepalived(textOf(files, `${machine}/keepalived.conf`));
  counts.lines += flat(file).length;
  expect(flat(file)).toContainEqual(["router_id", machine]);
  for (const vip of pairVipsOf(document).filter(({ primary, backup }) => [primary, backup].includes(machine))) {
    const instances = instancesOf(file).filter(({ name }) => name === vip.name || name.replace(/-ipv[46]$/, "") === vip.name);
    expect(instances).toHaveLength(asList(vip.address).length);
    const { notify = null, auth } = vip.failover ?? {};
    for (const instance of instances) {
      expect(instance.notify).toBe(notify);
      if (vip.interface !== undefined) expect(instance.interface).toBe(vip.interface);
      const password =
        auth === undefined ? undefined : secretsFor(document)["env" in auth.password ? auth.password.env : auth.password.file];
      expect(instance.authentication).toEqual(
        password === undefined
          ? []
          : [
              ["auth_type", "PASS"],
              ["auth_pass", password],
            ],
      );
    }
    for (const line of document.raw?.keepalived?.instances?.[vip.name] ?? []) expect(flat(file)).toContainEqual(keepalivedWords(line));
  }
}

describe("values come back from the parsers as they were", () => {
  it("in generated documents", () => {
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        const files = render(document);
        checkManifests(document, files);
        for (const machine of machinesOf(document)) {
          checkHaproxy(document, files, machine);
          checkKeepalived(document, files, machine);
        }
        counts.documents += 1;
      }),
      { numRuns },
    );
    console.log(
      `values come back: ${counts.documents} documents, ${counts.manifests} manifests with ${counts.scalars} scalars, ${counts.lines} lines of daemons' files`,
    );
  });
});

/** Pieces of text that mean something to one language or another, so that random joins of them do too. */
const piece = fc.constantFrom(
  ..."'\"\\#!${}%;:@~<>[]()|&*?,-+=/ \t\n",
  "a",
  "B",
  "0",
  "é",
  "😀",
  "\\x41",
  "${X}",
  "$1",
  "{{",
  "}}",
  "~SEQ(",
  " #",
  "//",
  "..",
);
const fuzz = fc.string({ unit: piece, minLength: 1, maxLength: 12 });

/** The fields whose texts are not words of a narrow kind. */
const free =
  /certificate$|notify$|http\.path$|paths\[\]\.path$|rewriteTo$|cookie$|username$|^raw\.(haproxy|keepalived)\.(global|defaults)\[\]$/;

describe("random texts in the fields that take nearly any", () => {
  const bases = new Map([first, second].map((document) => [document, { files: render(document), read: readBack(render(document)) }]));
  const targets: readonly Target[] = targetsIn([first, second]).filter(({ field }) => free.test(field.pointer));

  it.each(targets.map((target) => [fieldKey(target.field), target] as const))(
    "%s refuses it, or it comes back as it was",
    (_key, target) => {
      const verdicts = { refused: 0, accepted: 0 };
      fc.assert(
        fc.property(fuzz, fc.boolean(), (text, behind) => {
          const verdict = judge(target, behind ? `${currentText(target)}${text}` : `/${text}`, bases.get(target.document) ?? null);
          if (typeof verdict === "object") throw new Error(verdict.problem);
          verdicts[verdict] += 1;
        }),
        { numRuns: 60 },
      );
      expect(verdicts.refused).toBeGreaterThan(0);
    },
  );
});
