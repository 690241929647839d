import type { FileRule } from "./file-rule.js";

/** What keepalived cannot read it leaves out. */
export const instanceComplete: FileRule = {
  id: "instance-complete",
  law: "a vrrp_instance has a router ID, and numbers where numbers belong",
  why: "keepalived logs a line, and goes on with a default or without the instance: the pair elects by other numbers than the file shows",
  source: "keepalived.conf(5), vrrp_instance",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/keepalived.conf
-    priority 254
+    priority high`,
  keeps: `--- hapxy1/keepalived.conf
-    priority 254
+    priority 254 # high`,
  fix: "a number",
  check: ({ machines }, report) => {
    for (const { name, machine, at, virtualRouterId, garbled } of machines.flatMap(({ instances }) => instances)) {
      for (const word of new Map(garbled.map((each) => [`${each.at.line}:${each.at.column}`, each])).values())
        report({ message: `vrrp_instance ${name} on ${machine}: "${word.text}" is no number`, at: word.at });
      if (virtualRouterId.given || garbled.some((word) => word.at === virtualRouterId.at)) continue;
      report({ message: `vrrp_instance ${name} on ${machine} has no virtual_router_id`, at, fix: "virtual_router_id 51", isLack: true });
    }
  },
};
