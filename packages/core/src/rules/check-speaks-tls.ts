import type { Rule } from "./rule.js";

/** Ports on which nobody speaks plain HTTP: HTTPS, and the Kubernetes API server's usual ones. */
const tlsPorts: ReadonlySet<number> = new Set([443, 6443, 8443]);

/** A check in the language of the port. */
export const checkSpeaksTls: Rule = {
  id: "check-speaks-tls",
  law: "an HTTP check of a port that speaks TLS speaks TLS",
  why: "the API server answers plain HTTP with 400, so every node fails its check, and kubectl finds nobody behind a VIP that works",
  source: "kube-apiserver, --secure-port (6443); HAProxy configuration manual, section 5.2, check-ssl",
  severity: "warning",
  safety: false,
  breaks: `streams:
  - { name: kube-api, vip: public, port: 6443, nodes: [worker-1, worker-2], check: { http: { path: /readyz } } }`,
  keeps: `streams:
  - { name: kube-api, vip: public, port: 6443, nodes: [worker-1, worker-2], check: { http: { path: /readyz, tls: true } } }`,
  fix: "check: { http: { path: /readyz, tls: true } }",
  check: (plan, report) => {
    for (const { name, path, targetPort, check } of plan.streams) {
      if (check.kind !== "http" || check.tls || !tlsPorts.has(targetPort)) continue;
      report({
        message: `stream "${name}" is checked by plain HTTP on port ${targetPort}, which speaks TLS`,
        path: [...path, "check", "http"],
        part: "key",
        fix: `check: { http: { path: ${check.path}, tls: true } }`,
      });
    }
  },
};
