import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Checker, type CheckJob, jobsOf, startChecker } from "./check.js";
import { handwrittenEdge } from "./handwritten.js";
import type { HostFile } from "./machine-root.js";

let checker: Checker;
beforeAll(async () => {
  checker = await startChecker();
});
afterAll(() => checker.stop());

const [primary = expect.fail("no machine")] = handwrittenEdge({ weight: 0, families: ["ipv4", "ipv6"] }).machines;
const { haproxy, keepalived } = jobsOf(primary.files, { interfaces: ["ens160"] });
const edit = (job: CheckJob, from: string, to: string): CheckJob => ({ ...job, text: job.text.replace(from, to) });
const tls = (path: string): string => `frontend https\n  mode http\n  timeout client 1s\n  bind 192.0.2.10:443 ssl crt ${path}\n`;
const notify = (path: string): CheckJob => edit(keepalived, "version 3", `version 3\n  notify ${path}`);

describe("what the real daemons accept", () => {
  it.each<[string, CheckJob]>([
    ["a good haproxy.cfg", haproxy],
    ["a good keepalived.conf", keepalived],
    ["a certificate anywhere", { daemon: "haproxy", text: tls("/any/path/at.all"), certificates: ["/any/path/at.all"] }],
    ["a folder of certificates", { daemon: "haproxy", text: tls("/any/path/"), certificates: ["/any/path/"] }],
    [
      "a path through an absolute symbolic link",
      { daemon: "haproxy", text: tls("/var/run/edge.pem"), certificates: ["/var/run/edge.pem"] },
    ],
    ["a notify script anywhere", { ...notify("/any/notify"), scripts: ["/any/notify"] }],
    ["two interfaces", { ...keepalived, interfaces: ["eth0.100", "ens160"] }],
  ])("%s", async (_title, job) => {
    expect(await checker.checkAll([job])).toMatchObject([{ ok: true }]);
  });
});

describe("what they refuse, warnings included", () => {
  it.each<[string, CheckJob, string]>([
    ["haproxy: an unknown keyword", edit(haproxy, "balance", "ballance"), "ballance"],
    ["haproxy: a warning", edit(haproxy, "  timeout client 50s\n", ""), "missing timeouts"],
    ["haproxy: no final newline", { daemon: "haproxy", text: "global\n  maxconn 10" }, "LF"],
    ["haproxy: a certificate that is not there any more", { daemon: "haproxy", text: tls("/any/path/at.all") }, "/any/path/at.all"],
    ["keepalived: an unknown keyword", edit(keepalived, "quorum", "quorun"), "quorun"],
    ["keepalived: another machine's interface", { ...keepalived, interfaces: ["eth0"] }, "ens160"],
    ["keepalived: no user for the script", { ...keepalived, files: new Map<string, HostFile>() }, "script"],
    ["keepalived: no check script", edit(keepalived, "edgewright/check-haproxy", "edgewright/other"), "not found"],
  ])("%s", async (_title, job, message) => {
    const [result] = await checker.checkAll([job]);
    expect(result).toMatchObject({ ok: false, output: expect.stringContaining(message) });
  });
});

it("checks hundreds of files in seconds", async () => {
  const started = performance.now();
  const results = await checker.checkAll(Array.from({ length: 100 }, () => [haproxy, keepalived]).flat());
  const each = (performance.now() - started) / results.length;
  process.stdout.write(`200 checks, ${each.toFixed(1)} ms each\n`);
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
  expect(each).toBeLessThan(200);
});
