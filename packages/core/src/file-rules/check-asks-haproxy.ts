import { findLast } from "../files/text.js";
import { trackersOf } from "../files/vrrp.js";
import type { FileRule } from "./file-rule.js";

/** Commands that find a process and ask it nothing. */
const looksForProcess = /(?:^|[\s/])(?:killall\s+-(?:0|s\s*0)|pidof|pgrep|kill\s+-0|ps)(?=\s|$)/;
/** A longer command is a script of its own. */
const longest = 200;
const asksSystemd = /(?:^|[\s/])(?:systemctl\s+(?:\S+\s+)*(?:is-active|status)|service\s+\S+\s+status)(?=\s|$)/;

/** A process that is there may answer nobody. */
export const checkAsksHaproxy: FileRule = {
  id: "check-asks-haproxy",
  law: "a vrrp_script asks HAProxy for an answer; that its process lives is for vrrp_track_process to see",
  why: "killall -0 and its like find an HAProxy that hangs, or an old process after a failed start, and keep the VIP where nobody answers; a dead one they find a second late",
  source:
    "keepalived.conf(5), vrrp_track_process; measured on keepalived 2.2.7: a dead HAProxy costs 14 to 28 ms by process tracking, 2.2 s by killall -0",
  severity: "warning",
  safety: false,
  breaks: `--- hapxy1/keepalived.conf
-    script "/usr/local/libexec/edgewright/haproxy-answers 0.8"
+    script "/usr/bin/killall -0 haproxy"`,
  keeps: `--- hapxy1/keepalived.conf
-    script "/usr/local/libexec/edgewright/haproxy-answers 0.8"
+    script "/usr/bin/curl -sfm 0.8 -o /dev/null http://127.0.0.1:8406/live"`,
  fix: "vrrp_track_process haproxy { process haproxy, quorum 2 } for the process, and a script that asks a monitor-uri",
  check: ({ machines }, report) => {
    for (const { name: machine, keepalived } of machines) {
      for (const { kind, name, lines } of keepalived === null ? [] : trackersOf(keepalived)) {
        const words = kind === "script" ? (findLast(lines, "script")?.values ?? []) : [];
        const command = words.map(({ text }) => text).join(" ");
        const [first] = words;
        if (first === undefined || command.length > longest || !(looksForProcess.test(command) || asksSystemd.test(command))) continue;
        report({
          message: `vrrp_script ${name} on ${machine} looks for a process, and does not see one that answers nobody`,
          at: first.at,
        });
      }
    }
  },
};
