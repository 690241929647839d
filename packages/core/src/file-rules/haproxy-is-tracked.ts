import type { FileRule } from "./file-rule.js";

/** A VIP follows HAProxy's health only where something tells keepalived of it. */
export const haproxyIsTracked: FileRule = {
  id: "haproxy-is-tracked",
  law: "beside an HAProxy every vrrp_instance tracks something that tells whether it works: a process, a script or a file",
  why: "keepalived sees a machine that is lost and nothing else: with HAProxy dead the VIP stays where nobody answers, and no daemon says a word",
  source: "keepalived.conf(5), track_process, track_script; tried on keepalived 2.2.7: silent",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/keepalived.conf
-    track_process {
-        haproxy weight -100
-    }
-    track_script {
-        haproxy_answers weight -100
-    }`,
  keeps: `--- hapxy1/keepalived.conf
-        haproxy weight -100
+        haproxy weight -120`,
  fix: "track_process { haproxy } with vrrp_track_process haproxy { process haproxy, quorum 2 }, on both machines",
  check: ({ machines }, report) => {
    for (const { haproxy, instances } of machines) {
      if (haproxy === null) continue;
      for (const { name, machine, at, trackers } of instances) {
        if (trackers.some(({ kind }) => kind !== "interface")) continue;
        report({ message: `vrrp_instance ${name} on ${machine} tracks nothing: the VIP stays with a dead HAProxy`, at, isLack: true });
      }
    }
  },
};
