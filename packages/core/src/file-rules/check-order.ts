import { proxiesOf } from "../files/proxies.js";
import type { FileRule } from "./file-rule.js";

/** What stands later takes the place of what stood before. */
export const checkOrder: FileRule = {
  id: "check-order",
  law: "option httpchk stands before every http-check line of its section",
  why: "behind them it replaces the method and path of http-check send, and before HAProxy 2.6.2 drops its headers too: the check asks another page than the one that stands there",
  source: "tried on HAProxy 2.6.12: silent, even with -dW; HAProxy issue 1772 (the headers)",
  severity: "error",
  safety: false,
  breaks: `--- hapxy1/haproxy.cfg
 backend ingress_http
     mode tcp
+    http-check send meth GET uri /healthz hdr Host shop.example.com
+    option httpchk GET /`,
  keeps: `--- hapxy1/haproxy.cfg
 backend ingress_http
     mode tcp
+    option httpchk
+    http-check send meth GET uri /healthz hdr Host shop.example.com`,
  fix: "option httpchk first, alone; then http-check send, then http-check expect",
  check: ({ machines }, report) => {
    for (const { name, haproxy } of machines) {
      const sections = haproxy === null ? [] : proxiesOf(haproxy);
      const defaults = (haproxy?.sections ?? []).flatMap(({ keyword, lines }) =>
        keyword.text === "defaults" ? [{ kind: "defaults", name: "", lines }] : [],
      );
      for (const { kind, name: section, lines } of [...defaults, ...sections]) {
        const first = lines.findIndex(({ keyword, values }) => keyword.text === "http-check" && values[0]?.text === "send");
        const option = lines.findLast(({ keyword, values }) => keyword.text === "option" && values[0]?.text === "httpchk");
        const send = lines[first];
        if (send === undefined || option === undefined || lines.indexOf(option) < first) continue;
        report({
          message: `${[kind, section].join(" ").trim()} on ${name}: option httpchk comes after http-check send, and replaces what it asks`,
          at: option.keyword.at,
          related: [{ message: "what it replaces", at: send.keyword.at }],
        });
      }
    }
  },
};
