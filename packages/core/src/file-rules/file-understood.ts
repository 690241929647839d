import type { FileRule } from "./file-rule.js";

/** What is not read is not judged. */
export const fileUnderstood: FileRule = {
  id: "file-understood",
  law: "a file says what it means by itself: no include, no variable, no condition, and every block is closed",
  why: "the other rules judge what they read: a line that comes from elsewhere may break any law, or keep one that seems broken",
  source: "keepalived.conf(5), include, conditional configuration, variables; HAProxy configuration manual, section 2.4",
  severity: "warning",
  safety: false,
  breaks: `--- hapxy1/keepalived.conf
 global_defs {
+    include /etc/keepalived/local.conf`,
  keeps: `--- hapxy1/keepalived.conf
 global_defs {
+    vrrp_skip_check_adv_addr`,
  fix: "write the lines into the file, or check the whole as the daemon sees it",
  tellsGaps: true,
  check: ({ machines, broken }, report) => {
    for (const { haproxy, keepalived } of machines)
      for (const { message, at } of [...(haproxy?.unread ?? []), ...(keepalived?.unread ?? [])]) report({ message, at });
    for (const { message, at } of broken)
      report({ message, at, severity: "error", fix: "YAML that kubectl takes: kubectl apply --dry-run=client -f FILE" });
  },
};
