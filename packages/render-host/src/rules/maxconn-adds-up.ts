import type { Path, Plan, Rule } from "@edgewright/core";
import { connectionsOf, fileDescriptors, fileDescriptorsOf } from "../lower/lower.js";

/** The most that a process may have unless the kernel is told otherwise: fs.nr_open. */
const kernelLimit = 1_048_576;

interface RawLimit {
  readonly connections: number;
  readonly path: Path;
}

/** `maxconn N` among the raw lines of the global section. */
const rawLimits = (plan: Plan): readonly RawLimit[] =>
  plan.raw.haproxy.global.flatMap((line, index) =>
    [...line.matchAll(/^\s*maxconn\s+(\d+)/g)].map(([, count]) => ({
      connections: Number(count),
      path: ["raw", "haproxy", "global", index],
    })),
  );

/** Connections need file descriptors, and someone must give them. */
export const maxconnAddsUp: Rule = {
  id: "maxconn-adds-up",
  law: "the file descriptors that host/ gives HAProxy cover its connection limit, and the kernel gives as many",
  why: "HAProxy does not start with less (Cannot raise FD limit), and `haproxy -c` passes",
  source: "HAProxy configuration manual, section 3.2, maxconn and strict-limits; proc_sys_fs(5), nr_open; tried on 2.6.12",
  severity: "error",
  safety: false,
  breaks: "limits: { maxConnections: 1000000 }",
  keeps: "limits: { maxConnections: 500000 }",
  fix: `maxConnections: ${connectionsOf(kernelLimit)}`,
  check: (plan, report) => {
    const given = fileDescriptors(plan);
    if (given > kernelLimit)
      report({
        message: `${plan.maxConnections} connections need ${given} file descriptors, and the kernel gives a process ${kernelLimit}`,
        path: ["limits", "maxConnections"],
      });
    for (const { connections, path } of rawLimits(plan)) {
      if (plan.maxConnections !== null)
        report({
          message: "limits.maxConnections has set the limit, and HAProxy keeps the first: this line changes nothing",
          path,
          related: [{ message: `maxconn ${plan.maxConnections}`, path: ["limits", "maxConnections"] }],
          fix: `limits: { maxConnections: ${connections} }, without the raw line`,
        });
      else if (fileDescriptorsOf(connections) > given)
        report({
          message: `${connections} connections need ${fileDescriptorsOf(connections)} file descriptors with what HAProxy has beside them, and host/ gives it ${given}`,
          path,
          fix: `limits: { maxConnections: ${connections} }, from which host/ derives the limit`,
        });
    }
  },
};
