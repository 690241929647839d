import { checkFiles, compile, fileRules, readEdgeFiles } from "edgewright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { changeFiles, type Texts } from "../golden/changed-files.js";
import { smallest } from "../golden/smallest.js";
import { type Checker, startChecker } from "./lab/check.js";
import { jobsOfDocument } from "./support/checks.js";
import { type Rendered, render } from "./support/examples.js";
import { print } from "./support/watch.js";

// Each law of files is broken in what the smallest document renders, and the files are given to `haproxy -c -dW`, to `keepalived -t` and to us.

const inBoth = (change: string): string => ["hapxy1", "hapxy2"].map((machine) => `--- ${machine}/keepalived.conf\n${change}\n`).join("");

/** Laws whose pages break them in the document: the same mistakes in the files. */
const BY_HAND: Readonly<Record<string, string>> = {
  "weight-exceeds-gap": "--- hapxy1/keepalived.conf\n-        haproxy_answers weight -100\n+        haproxy_answers weight -1",
  "vip-claimed-once": inBoth(`-vrrp_instance public {
+vrrp_instance again {
+    state BACKUP
+    interface ens160
+    virtual_router_id 52
+    version 3
+    virtual_ipaddress {
+        192.168.103.10/32 dev ens160
+    }
+}
+vrrp_instance public {`),
  "bind-unique": "--- hapxy1/haproxy.cfg\n-    bind 192.168.103.10:443\n+    bind 192.168.103.10:80",
  "script-fits-interval": inBoth("     interval 1\n+    timeout 2"),
};

/** The laws of which neither daemon may say a word: nobody else tells of these. */
const SILENT: readonly string[] = [
  "weight-exceeds-gap",
  "no-nopreempt-with-weights",
  "unicast-peers-symmetric",
  "unicast-source-on-machine",
  "vip-claimed-once",
  "bind-unique",
  "script-fits-interval",
  "nonlocal-bind",
  "proxy-protocol-both-ends",
  "check-order",
];

const cases = new Map(
  fileRules.flatMap(({ id, breaks }) => {
    const example = BY_HAND[id] ?? (breaks.startsWith("--- ") ? breaks : null);
    return example === null ? [] : [[id, example] as const];
  }),
);

function rendered(): { readonly whole: Rendered; readonly texts: Texts } {
  const document: unknown = parse(smallest);
  const result = compile(document);
  if (!result.ok) throw new Error("the smallest document does not compile");
  return { whole: render(document), texts: Object.fromEntries(result.files.map(({ path, text }) => [path, text])) };
}

/** The same machines with other texts. */
const withTexts = (whole: Rendered, texts: Texts): Rendered => ({
  ...whole,
  machines: new Map(
    [...whole.machines].map(([name, files]) => [
      name,
      new Map([...files].map(([path, file]) => [path, { ...file, text: texts[`${name}/${path}`] ?? file.text }])),
    ]),
  ),
});

const { whole, texts } = rendered();

let checker: Checker;
beforeAll(async () => {
  checker = await startChecker(2);
});
afterAll(() => checker.stop());

/** What the daemons say of the files, a line for each that has something to say. */
async function daemonsSay(files: Texts): Promise<readonly string[]> {
  const jobs = jobsOfDocument("broken", withTexts(whole, files));
  const results = await checker.checkAll(jobs.map(({ job }) => ({ ...job, certificates: ["/etc/haproxy/certs/"] })));
  return jobs.flatMap(({ name }, index) => (results[index]?.ok === true ? [] : [`${name}: ${results[index]?.output.trim()}`]));
}

function weSay(files: Texts): readonly string[] {
  const read = readEdgeFiles(Object.entries(files).map(([path, text]) => ({ path, name: path, text })));
  return checkFiles(fileRules, read).map(({ code, severity }) => `${severity} ${code}`);
}

it("unbroken, the files are accepted by all", async () => {
  expect([await daemonsSay(texts), weSay(texts)]).toEqual([[], []]);
});

it("what the daemons accept in silence is refused here", async () => {
  const told = new Map<string, readonly string[]>();
  for (const [law, example] of cases) {
    const files = changeFiles(texts, example);
    told.set(law, await daemonsSay(files));
    const finding = expect.stringMatching(SILENT.includes(law) ? new RegExp(`^error ${law}$`) : new RegExp(`^(?:error|warning) ${law}$`));
    expect(weSay(files), law).toContainEqual(finding);
  }
  const silent = [...told].flatMap(([law, said]) => (said.length === 0 ? [law] : []));
  for (const [law, said] of told) print(law, said.length === 0 ? "silent" : (said[0]?.replace(/\s+/g, " ").slice(0, 160) ?? ""));
  print("silent", `${silent.length} of ${told.size} laws`);
  expect(silent).toEqual(expect.arrayContaining([...SILENT]));
});
