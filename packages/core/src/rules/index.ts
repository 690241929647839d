import { advertInterval } from "./advert-interval.js";
import { authForcesV2 } from "./auth-forces-v2.js";
import { authLength } from "./auth-length.js";
import { bindUnique } from "./bind-unique.js";
import { certificatePath } from "./certificate-path.js";
import { failoverProved } from "./failover-proved.js";
import { failoverWithinBudget } from "./failover-within-budget.js";
import { forwardedForNeedsHttp } from "./forwarded-for-needs-http.js";
import { ingressNeeded } from "./ingress-needed.js";
import { loadBalancerUsed } from "./load-balancer-used.js";
import { machineNameFree } from "./machine-name-free.js";
import { nameUnique } from "./name-unique.js";
import { nodeAddressUnique } from "./node-address-unique.js";
import { oneAddressPerFamily } from "./one-address-per-family.js";
import { pathValid } from "./path-valid.js";
import { primaryIsNotBackup } from "./primary-is-not-backup.js";
import { prioritiesDiffer } from "./priorities-differ.js";
import { redirectNeedsHttps } from "./redirect-needs-https.js";
import { routeUnique } from "./route-unique.js";
import type { Rule, RulePage } from "./rule.js";
import { interfaceNameLength, noControlCharacters, routeHostValid, serviceNameValid, vridRange } from "./schema-rules.js";
import { scriptFitsInterval } from "./script-fits-interval.js";
import { someNodeActive } from "./some-node-active.js";
import { structurePages } from "./structure.js";
import { targetSupports } from "./target-supports.js";
import { vipAddressSane } from "./vip-address-sane.js";
import { vipClaimedOnce } from "./vip-claimed-once.js";
import { vridUniqueOnSegment } from "./vrid-unique-on-segment.js";
import { weightExceedsGap } from "./weight-exceeds-gap.js";

/** Every rule that core checks on the plan, in the order in which they run: names, then addresses, the pair, HAProxy, Kubernetes. */
export const coreRules: readonly Rule[] = Object.freeze([
  nameUnique,
  machineNameFree,
  targetSupports,
  oneAddressPerFamily,
  nodeAddressUnique,
  vipAddressSane,
  vipClaimedOnce,
  vridUniqueOnSegment,
  primaryIsNotBackup,
  loadBalancerUsed,
  prioritiesDiffer,
  weightExceedsGap,
  advertInterval,
  scriptFitsInterval,
  authForcesV2,
  authLength,
  failoverWithinBudget,
  failoverProved,
  bindUnique,
  certificatePath,
  redirectNeedsHttps,
  forwardedForNeedsHttp,
  ingressNeeded,
  someNodeActive,
  routeUnique,
  pathValid,
]);

/** Every page of core: the rules, the laws that the schema enforces, and what loading and resolving say. */
export const corePages: readonly RulePage[] = Object.freeze([
  ...coreRules,
  vridRange,
  interfaceNameLength,
  routeHostValid,
  serviceNameValid,
  noControlCharacters,
  ...structurePages,
]);
