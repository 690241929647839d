export { type BalanceAlgorithm, type CountPromise, countPromises } from "./balance/promise.js";
export { type BalancedServer, type Share, sharesOf } from "./balance/shares.js";
export {
  type BalanceChange,
  type ConnectionWindow,
  mostOff,
  roundLength,
  type ServerSpread,
  type Spread,
  spread,
} from "./balance/spread.js";
export {
  type Diagnostic,
  type Finding,
  noSource,
  type Part,
  type Path,
  type Related,
  type Severity,
  type SourceMap,
  type SourceSpan,
} from "./diagnostics/diagnostic.js";
export { formatGithub } from "./diagnostics/github.js";
export { formatJson } from "./diagnostics/json.js";
export { formatPath } from "./diagnostics/path.js";
export { formatPretty } from "./diagnostics/pretty.js";
export { formatSarif, type SarifOptions, type SarifRule } from "./diagnostics/sarif.js";
export { sortDiagnostics } from "./diagnostics/sort.js";
export { suggest } from "./diagnostics/suggest.js";
export { formatSummary } from "./diagnostics/summary.js";
export { type ExplainOptions, explainRequest } from "./explain/explain.js";
export { formatWay, type OutputPlace, type Places, placeWay } from "./explain/format-way.js";
export { normalizePath, type ParsedRequest, parseRequest, type Request } from "./explain/request.js";
export { type LosesBy, type Routing, type RoutingRule, routeRequest } from "./explain/routing.js";
export type { Answer, Mark, NearMiss, NodeShare, Step, Way } from "./explain/way.js";
export {
  type BudgetRow,
  failoverBudget,
  failureNames,
  hungFailover,
  type PromisedRow,
  type Promises,
  promisedBudget,
  restartPause,
  worstFailover,
} from "./failover/budget.js";
export { type KeepalivedFeature, keepalivedFeatures, keepalivedHas } from "./failover/keepalived.js";
export type { Law, LawId } from "./failover/laws.js";
export { type Counterexample, type PairProof, type ProvedVip, prove, replay, type VipProof } from "./failover/prove.js";
export type { Risk } from "./failover/risks.js";
export type { Fault } from "./failover/scenarios.js";
export { type StoryStep, tellStory } from "./failover/story.js";
export type { FailoverTimers } from "./failover/timers.js";
export { checkFiles, type FileRule, type FileViolation } from "./file-rules/file-rule.js";
export { filePages, fileRules } from "./file-rules/index.js";
export { type EdgeFiles, isJudged, mayHoldJudged, readEdgeFiles } from "./files/edge-files.js";
export { fileSource, maskFile } from "./files/source.js";
export type { EdgeFile } from "./files/text.js";
export { documentCodes } from "./load/codes.js";
export { type Format, formatOf, type Loaded, loadText } from "./load/load.js";
export { valueSource } from "./load/source.js";
export { type Family, familyOf, type IpAddress } from "./model/address.js";
export { defineEdge, documentJsonSchema, type Edge, type EdgeInput } from "./model/edge.js";
export { type Controller, controllers } from "./model/ingress.js";
export { type Duration, millisecondsOf } from "./model/primitives.js";
export type { PathType, RouteOptions } from "./model/route.js";
export { formatVersion, isAtLeast, type Version } from "./model/version.js";
export {
  type CompileOptions,
  type CompileResult,
  compile,
  compileTogether,
  type DocumentInput,
  planOf,
  requiredSecrets,
  type TogetherOptions,
} from "./render/compile.js";
export { type FailoverReport, failoverReports, proveDocument, type ReportedRow } from "./render/prove-document.js";
export type { DraftFile, Print, RenderedFile, Renderer } from "./render/renderer.js";
export { conventions } from "./resolve/conventions.js";
export { trustsForwardedHeaders, vipsOf } from "./resolve/derived.js";
export { type IngressPath, ingressPath } from "./resolve/ingress-path.js";
export {
  type HttpMode,
  type HttpsMode,
  type InstanceMember,
  type Machine,
  type MachineAddress,
  type MachineInterface,
  type Plan,
  type PlanFailover,
  type PlanIngress,
  type PlanListeners,
  type PlanNode,
  type PlanObservability,
  type PlanPath,
  type PlanRaw,
  type PlanRoute,
  type PlanStream,
  type PlanVip,
  type RawSections,
  type ResolvedSecret,
  type StreamCheck,
  type TimeoutName,
  timeoutNames,
  type VrrpInstance,
} from "./resolve/plan.js";
export { redacted, type Secrets } from "./resolve/secrets.js";
export { backendNames, frontendName, streamBackendName } from "./resolve/section-names.js";
export { corePages, coreRules } from "./rules/index.js";
export { provedVips } from "./rules/proved-vips.js";
export { findTwice, type Rule, type RulePage, type Violation } from "./rules/rule.js";
export { type Quoted, type QuotedKind, quotedText } from "./template/quoted.js";
export { type CompiledRoot, precompiled, printTemplate, type Template, type ViewSchema } from "./template/template.js";
