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
export { sortDiagnostics } from "./diagnostics/sort.js";
export { suggest } from "./diagnostics/suggest.js";
export { formatSummary } from "./diagnostics/summary.js";
export { type BudgetRow, failoverBudget, hungFailover, worstFailover } from "./failover/budget.js";
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
export { type CompileOptions, type CompileResult, compile, requiredSecrets } from "./render/compile.js";
export type { DraftFile, Print, RenderedFile, Renderer } from "./render/renderer.js";
export { conventions } from "./resolve/conventions.js";
export { trustsForwardedHeaders, vipsOf } from "./resolve/derived.js";
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
  type Version,
  type VrrpInstance,
} from "./resolve/plan.js";
export { redacted, type Secrets } from "./resolve/secrets.js";
export { corePages, coreRules } from "./rules/index.js";
export { findTwice, type Rule, type RulePage, type Violation } from "./rules/rule.js";
export { type Quoted, type QuotedKind, quotedText } from "./template/quoted.js";
export { type CompiledRoot, precompiled, printTemplate, type Template, type ViewSchema } from "./template/template.js";
