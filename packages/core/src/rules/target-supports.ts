import { oldestTargets } from "../model/edge.js";
import { formatVersion, isAtLeast, parseVersion } from "../model/version.js";
import type { Rule } from "./rule.js";

const daemons = ["haproxy", "keepalived", "kubernetes"] as const;
const labels = { haproxy: "HAProxy", keepalived: "keepalived", kubernetes: "Kubernetes" } as const;

/** What is rendered is what the version understands. */
export const targetSupports: Rule = {
  id: "target-supports",
  law: "a target is at least the oldest version that files are rendered for and tried on, and has every feature that the document asks for",
  why: "an older daemon refuses the file, or worse, reads another meaning into it",
  source: "each renderer's versions.ts; tried on the daemons",
  severity: "error",
  safety: true,
  breaks: `targets: { keepalived: "2.0" }`,
  keeps: `targets: { keepalived: "2.2" }`,
  fix: "name the version that runs, and update it if it is older",
  check: (plan, report) => {
    for (const daemon of daemons) {
      const version = plan.targets[daemon];
      if (isAtLeast(version, parseVersion(oldestTargets[daemon]))) continue;
      report({
        message: `${labels[daemon]} ${formatVersion(version)} is older than ${oldestTargets[daemon]}, the oldest that files are rendered for`,
        path: ["targets", daemon],
        fix: `${daemon}: "${oldestTargets[daemon]}"`,
      });
    }
  },
};
