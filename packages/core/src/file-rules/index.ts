import type { RulePage } from "../rules/rule.js";
import { checkAsksHaproxy } from "./check-asks-haproxy.js";
import { checkOrder } from "./check-order.js";
import {
  advertIntervalInFiles,
  authForcesV2InFiles,
  authLengthInFiles,
  bindUniqueInFiles,
  prioritiesDifferInFiles,
  scriptFitsIntervalInFiles,
  vipClaimedOnceInFiles,
  vridRangeInFiles,
  vridUniqueInFiles,
} from "./document-laws.js";
import type { FileRule } from "./file-rule.js";
import { fileUnderstood } from "./file-understood.js";
import { haproxyIsTracked } from "./haproxy-is-tracked.js";
import { healedSplitAnnounces } from "./healed-split-announces.js";
import { instanceComplete } from "./instance-complete.js";
import { listenersAgree } from "./listeners-agree.js";
import { noInitialMaster } from "./no-initial-master.js";
import { noNopreemptWithWeights } from "./no-nopreempt-with-weights.js";
import { nonlocalBind } from "./nonlocal-bind.js";
import { oneFamilyPerInstance } from "./one-family-per-instance.js";
import { pairAgrees } from "./pair-agrees.js";
import { peerNameMatches } from "./peer-name-matches.js";
import { preemptDelayOneSide } from "./preempt-delay-one-side.js";
import { preemptDelayXorNopreempt } from "./preempt-delay-xor-nopreempt.js";
import { proxyProtocolBothEnds } from "./proxy-protocol-both-ends.js";
import { realtimeHasRlimit } from "./realtime-has-rlimit.js";
import { redirectNamesPort } from "./redirect-names-port.js";
import { scriptSecurity } from "./script-security.js";
import { terminateNeedsForwardedProto } from "./terminate-needs-forwarded-proto.js";
import { timeoutsComplete } from "./timeouts-complete.js";
import { trackerSurvivesReload } from "./tracker-survives-reload.js";
import { trackerUsed } from "./tracker-used.js";
import { unicastPeersSymmetric } from "./unicast-peers-symmetric.js";
import { unicastSourceOnMachine } from "./unicast-source-on-machine.js";
import { weightExceedsGapInFiles } from "./weight-exceeds-gap.js";

/** The laws that only files can break. */
const ownRules: readonly FileRule[] = [
  fileUnderstood,
  instanceComplete,
  pairAgrees,
  unicastPeersSymmetric,
  unicastSourceOnMachine,
  oneFamilyPerInstance,
  noInitialMaster,
  preemptDelayXorNopreempt,
  noNopreemptWithWeights,
  preemptDelayOneSide,
  haproxyIsTracked,
  trackerUsed,
  trackerSurvivesReload,
  checkAsksHaproxy,
  scriptSecurity,
  realtimeHasRlimit,
  healedSplitAnnounces,
  listenersAgree,
  nonlocalBind,
  proxyProtocolBothEnds,
  timeoutsComplete,
  peerNameMatches,
  checkOrder,
  terminateNeedsForwardedProto,
  redirectNamesPort,
];

/** Every rule on files, in the order in which they run: the pair, its trackers, HAProxy, then the laws that a document can break too. */
export const fileRules: readonly FileRule[] = Object.freeze([
  ...ownRules,
  vridRangeInFiles,
  vridUniqueInFiles,
  vipClaimedOnceInFiles,
  bindUniqueInFiles,
  prioritiesDifferInFiles,
  weightExceedsGapInFiles,
  advertIntervalInFiles,
  authLengthInFiles,
  authForcesV2InFiles,
  scriptFitsIntervalInFiles,
]);

/** The rules that run on what `compile` rendered. What auth costs is told at the document's own line. */
export const renderedFileRules: readonly FileRule[] = Object.freeze(fileRules.filter((rule) => rule !== authForcesV2InFiles));

/** The pages of the laws that only files can break; the others have the pages of the document's rules. */
export const filePages: readonly RulePage[] = Object.freeze([...ownRules]);
