import { frontendName, type Plan, type PlanVip, type Rule, suggest, trustsForwardedHeaders } from "@edgewright/core";
import { lowerBackends } from "../lower/backends.js";

function frontendNames(plan: Plan): readonly string[] {
  const ofVip = (vip: PlanVip): string[] => [
    ...(vip.listeners.http.mode === "off" ? [] : [frontendName.http(vip)]),
    ...(vip.listeners.https.mode === "off" ? [] : [frontendName.https(vip)]),
  ];
  return [...plan.vips.flatMap(ofVip), ...plan.streams.map(frontendName.stream)];
}

/** Raw lines for a section that is there. */
export const rawSectionKnown: Rule = {
  id: "raw-section-known",
  law: "raw.haproxy.frontends and backends name sections that are rendered",
  why: "lines for a section that is not there are written nowhere, and nobody is told",
  source: "the rendered haproxy.cfg",
  severity: "error",
  safety: true,
  breaks: `raw: { haproxy: { frontends: { public_http: ["maxconn 100"] } } }`,
  keeps: `raw: { haproxy: { frontends: { vip_public_http: ["maxconn 100"] } } }`,
  fix: "the name of a frontend or backend as it stands in haproxy.cfg",
  check: (plan, report) => {
    const { frontends, backends } = plan.raw.haproxy;
    if (plan.holes.size > 0) return;
    const known = {
      frontend: frontendNames(plan),
      backend: lowerBackends(plan, plan.vips, trustsForwardedHeaders(plan)).map((backend): string => backend.name),
    };
    const judge = (kind: "frontend" | "backend", sections: typeof frontends): void => {
      for (const { name, path } of sections) {
        if (known[kind].includes(name)) continue;
        const meant = suggest(name, known[kind]);
        report({
          message: `haproxy.cfg has no ${kind} "${name}"`,
          path,
          part: "key",
          fix: meant === null ? `one of ${known[kind].join(", ")}` : `${meant}: …`,
        });
      }
    };
    judge("frontend", frontends);
    judge("backend", backends);
  },
};
