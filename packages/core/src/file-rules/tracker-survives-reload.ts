import { findLast } from "../files/text.js";
import { type TrackerDefinition, trackersOf } from "../files/vrrp.js";
import type { FileRule, FileViolation } from "./file-rule.js";

const delays = ["delay", "terminate_delay", "fork_delay"] as const;

function checkTracker({ name, at, lines }: TrackerDefinition, machine: string, report: (violation: FileViolation) => void): void {
  const where = `the process tracker ${name} on ${machine}`;
  const process = findLast(lines, "process");
  if (process?.values[0]?.text.split("/").at(-1) !== "haproxy") return;
  const quorum = findLast(lines, "quorum")?.values[0] ?? null;
  if (quorum?.text !== "2") {
    report({
      message: `${where} asks for ${quorum?.text ?? "1 (the default)"} of HAProxy's processes, which are two: master and worker`,
      at: quorum?.at ?? at,
      fix: "quorum 2",
    });
  }
  const match = findLast(lines, "param_match");
  const argument = process.values[1];
  if (match !== null || argument !== undefined) {
    report({
      message: `${where} matches arguments, which a reload changes: the VIP moves at the first one`,
      at: match?.keyword.at ?? argument?.at ?? at,
      fix: "process haproxy, and nothing else",
    });
  }
  for (const keyword of delays) {
    const delay = findLast(lines, keyword);
    if (delay !== null)
      report({ message: `${where} waits: ${keyword} is time without an HAProxy`, at: delay.keyword.at, fix: `take ${keyword} out` });
  }
}

/** HAProxy in master-worker mode is two processes. */
export const trackerSurvivesReload: FileRule = {
  id: "tracker-survives-reload",
  law: "a vrrp_track_process of HAProxy has quorum 2, and matches the process's name alone, without delays",
  why: "matched arguments move the VIP at the first reload; quorum 1 calls a worker that crashes in a loop healthy, and returns the VIP to an HAProxy that does not listen yet",
  source: "failover by trial on keepalived 2.2.7 and HAProxy 2.6.12 in master-worker mode; keepalived.conf(5), vrrp_track_process",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/keepalived.conf
-    quorum 2
+    quorum 1`,
  keeps: `--- hapxy1/keepalived.conf
-    process haproxy
+    process /usr/sbin/haproxy`,
  fix: "process haproxy, quorum 2, and nothing else",
  check: ({ machines }, report) => {
    for (const { name, keepalived } of machines)
      for (const tracker of keepalived === null ? [] : trackersOf(keepalived))
        if (tracker.kind === "process") checkTracker(tracker, name, report);
  },
};
