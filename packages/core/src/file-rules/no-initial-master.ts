import type { FileRule } from "./file-rule.js";

/** The priorities elect the holder. */
export const noInitialMaster: FileRule = {
  id: "no-initial-master",
  law: "the initial state is BACKUP on both machines",
  why: "an initial MASTER takes the VIP at every start, before its first check has run: each restart cuts every connection, for an HAProxy that may not be there",
  source: "keepalived.conf(5), state; RFC 9568 section 6.4.1, where only the owner of the address begins as master",
  severity: "warning",
  safety: false,
  breaks: `--- hapxy1/keepalived.conf
-    state BACKUP
+    state MASTER`,
  keeps: `--- hapxy1/keepalived.conf
-    state BACKUP`,
  fix: "state BACKUP",
  check: ({ machines }, report) => {
    for (const { name, machine, state } of machines.flatMap(({ instances }) => instances)) {
      if (state.value !== "MASTER") continue;
      report({
        message: `vrrp_instance ${name} begins as MASTER on ${machine}: it takes the VIP at every start, well or not`,
        at: state.at,
      });
    }
  },
};
