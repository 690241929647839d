import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { edgeArbitrary, secretsFor } from "@edgewright/testing";
import type { EdgeInput } from "edgewright";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Checker, type CheckResult, startChecker } from "./lab/check.js";
import { jobsOfDocument, type NamedJob } from "./support/checks.js";
import { type Rendered, readExample, render } from "./support/examples.js";
import { execute } from "./support/execute.js";
import { print } from "./support/watch.js";

const DOCUMENTS = 300;
const SEED = Number(process.env["EDGEWRIGHT_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

/** Fractions of a second in a check's interval are keepalived 2.3's; this machine may have 2.2. */
const documents = fc.sample(edgeArbitrary({ keepalivedTargets: ["2.2"] }), { seed: SEED, numRuns: DOCUMENTS });
const random = documents.map((document, index) => ({ title: `document ${index} of seed ${SEED}`, rendered: compiled(document) }));

const EXAMPLES = readdirSync(fileURLToPath(new URL("../../examples", import.meta.url)));
const examples = EXAMPLES.map((title) => ({ title, rendered: render(readExample(title), { STATS_PASSWORD: "s3cret" }) }));

function compiled(document: EdgeInput): Rendered {
  return render(document, secretsFor(document));
}

interface Titled {
  readonly title: string;
  readonly rendered: Rendered;
}

let checker: Checker;
beforeAll(async () => {
  checker = await startChecker(3);
});
afterAll(() => checker.stop());

const CASES: readonly { readonly what: string; readonly all: readonly Titled[] }[] = [
  { what: "every example", all: examples },
  { what: `${DOCUMENTS} random documents`, all: random },
];

/** What was refused, with the daemon's words; the first few are enough. */
const refusals = (jobs: readonly NamedJob[], results: readonly CheckResult[]): string[] =>
  jobs.flatMap(({ name, job }, index) => (results[index]?.ok ? [] : [`${name}\n${results[index]?.output}\n${job.text}`])).slice(0, 3);

describe.each(CASES)("$what", ({ what, all }) => {
  it("is accepted by haproxy -c -dW and keepalived -t without a warning", async () => {
    const jobs = all.flatMap(({ title, rendered }) => jobsOfDocument(title, rendered));
    const started = performance.now();
    const results = await checker.checkAll(jobs.map(({ job }) => job));
    const each = (performance.now() - started) / jobs.length;
    print(what, `${all.length} documents, ${jobs.length} files, ${each.toFixed(1)} ms each, seed ${SEED}`);
    expect(refusals(jobs, results)).toEqual([]);
    expect(jobs.length).toBeGreaterThanOrEqual(4 * all.length);
  });

  it("has firewall rules that nft accepts in an input chain", () => {
    const fragments = all.flatMap(({ rendered }) => textsOf(rendered, "host/etc/nftables.d/edgewright.nft"));
    expect(fragments.length).toBeGreaterThanOrEqual(2 * all.length);
    const chains = fragments.map((text, index) => `chain machine${index} { type filter hook input priority 0; policy drop;\n${text}}\n`);
    expect(nft(`table inet edge {\n${chains.join("")}}\n`)).toMatchObject({ status: 0, output: "" });
  });

  it("has a check script that sh parses, executable and at the place that keepalived is told", () => {
    for (const { rendered } of all)
      for (const [machine, files] of rendered.machines) {
        const [, script = ""] = /^\s*script "(\S+) [\d.]+"$/m.exec(files.get("keepalived.conf")?.text ?? "") ?? [];
        expect([machine, files.get(`host${script}`)?.mode]).toEqual([machine, 0o755]);
      }
    const bodies = new Set(all.flatMap(({ rendered }) => textsOf(rendered, "host/usr/local/libexec/edgewright/haproxy-answers")));
    for (const body of bodies) expect(execute(["sh", "-n"], body)).toMatchObject({ status: 0, output: "" });
  });
});

const textsOf = ({ machines }: Rendered, path: string): string[] =>
  [...machines.values()].flatMap((files) => {
    const file = files.get(path);
    return file === undefined ? [] : [file.text];
  });

/** In a network of its own, where no ruleset is; nothing is loaded. */
const nft = (ruleset: string) => execute(["unshare", "--net", "nft", "--check", "--file", "-"], ruleset);

it("would see an nft rule that is wrong", () => {
  expect(nft("table inet edge { chain input { ip saddr 192.0.2.300 accept\n} }\n").status).not.toBe(0);
});
