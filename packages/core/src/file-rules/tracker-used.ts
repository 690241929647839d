import { findAll } from "../files/text.js";
import { trackerKinds, trackersOf } from "../files/vrrp.js";
import type { FileRule } from "./file-rule.js";

const key = (kind: string, name: string): string => `${kind} ${name}`;

/** A check that nobody asks checks nothing. */
export const trackerUsed: FileRule = {
  id: "tracker-used",
  law: "every tracker that is defined is used by an instance, and every one that is used is defined",
  why: "a check that no instance names runs and moves nothing; keepalived goes on without one that it does not find, and the VIP stays with a dead HAProxy",
  source: "keepalived.conf(5), track_script, track_process, track_file",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/keepalived.conf
-    track_script {
-        haproxy_answers weight -100
-    }`,
  keeps: `--- hapxy1/keepalived.conf
-    track_script {
-        haproxy_answers weight -100
-    }
+    track_script {
+        haproxy_answers weight -120
+    }`,
  fix: "name it in track_script or track_process of an instance, or take it out",
  check: ({ machines }, report) => {
    for (const { name: machine, keepalived } of machines) {
      if (keepalived === null) continue;
      const defined = trackersOf(keepalived);
      const users = [...findAll(keepalived.entries, "vrrp_instance"), ...findAll(keepalived.entries, "vrrp_sync_group")];
      const uses = users.flatMap(({ block }) =>
        trackerKinds.flatMap((kind) =>
          findAll(block ?? [], `track_${kind}`).flatMap((each) => (each.block ?? []).map(({ keyword }) => ({ kind, keyword }))),
        ),
      );
      const used = new Set(uses.map(({ kind, keyword }) => key(kind, keyword.text)));
      const known = new Set(defined.map(({ kind, name }) => key(kind, name)));
      for (const { kind, name, at } of defined)
        if (!used.has(key(kind, name)))
          report({ message: `the ${kind} tracker ${name} on ${machine} is used by no instance`, at, isLack: true });
      for (const { kind, keyword } of uses)
        if (kind !== "interface" && !known.has(key(kind, keyword.text)))
          report({
            message: `the ${kind} tracker ${keyword.text} is defined nowhere on ${machine}`,
            at: keyword.at,
            fix: "the name of one that is",
            isLack: true,
          });
    }
  },
};
