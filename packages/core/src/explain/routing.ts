import { type IngressPath, ingressPath } from "../resolve/ingress-path.js";
import type { PlanPath, PlanRoute } from "../resolve/plan.js";
import { normalizePath } from "./request.js";

/** One path of one route: what can serve a request. */
export interface RoutingRule {
  readonly route: PlanRoute;
  readonly path: PlanPath;
  /** The same as the controller is told it. */
  readonly told: IngressPath;
}

/** Why a rule that matches too comes after the winner. */
export type LosesBy = "wildcard-host" | "not-exact" | "shorter" | "type" | "shorter-expression" | "later-expression" | "same-expression";

export interface RoutingLoser {
  readonly rule: RoutingRule;
  readonly by: LosesBy;
}

export type Routing =
  | {
      readonly kind: "served";
      readonly rule: RoutingRule;
      readonly losers: readonly RoutingLoser[];
      /** The rule that makes every path of the host a regular expression on ingress-nginx; null where none does. */
      readonly spreads: RoutingRule | null;
      /** The host's other rules, which do not match. */
      readonly others: readonly RoutingRule[];
    }
  /** `host`: no rule has the host. `path`: the rules of the host have no such path; `rules` are these, `hidden` the wildcard's that would match. */
  | {
      readonly kind: "unserved";
      readonly missing: "host" | "path";
      readonly rules: readonly RoutingRule[];
      readonly hidden: readonly RoutingRule[];
    };

const withoutSlash = (path: string): string => path.replace(/\/+$/, "");

/** A wildcard stands for one label (Kubernetes, Ingress: hostname wildcards; ingress-nginx: `[\w-]+` before the first dot). */
export const wildcardOf = (host: string): string => `*.${host.slice(host.indexOf(".") + 1)}`;

/** The rules of a host and of the wildcard above it, in one pass. */
function rulesFor(routes: readonly PlanRoute[], host: string): { readonly exact: RoutingRule[]; readonly wildcard: RoutingRule[] } {
  const wildcard = host.includes(".") ? wildcardOf(host) : null;
  const rules = { exact: [] as RoutingRule[], wildcard: [] as RoutingRule[] };
  for (const route of routes) {
    const list = route.host === host ? rules.exact : route.host === wildcard ? rules.wildcard : null;
    if (list !== null) for (const path of route.paths) list.push({ route, path, told: ingressPath(path, route.options) });
  }
  return rules;
}

/** Whether a rule matches by Kubernetes' own words; ImplementationSpecific is a prefix of characters, as ingress-nginx has it. */
function matchesPlainly({ path: { path, pathType } }: RoutingRule, request: string): boolean {
  switch (pathType) {
    case "Exact":
      return request === path;
    case "Prefix":
      return request === withoutSlash(path) || request.startsWith(`${withoutSlash(path)}/`);
    case "ImplementationSpecific":
      return request.startsWith(path);
  }
}

/**
 * ingress-nginx's `location ~* "^path"`: case-insensitive, and a prefix of characters. A plain Prefix beside an Exact of the same path keeps its
 * final slash (its controller/location.go). An expression that JavaScript does not read matches nothing here.
 */
function matchesAsExpression({ told, path }: RoutingRule, request: string, twins: ReadonlySet<string>): boolean {
  const slash = path.pathType === "Prefix" && !told.regex && twins.has(told.path) && !told.path.endsWith("/") ? "/" : "";
  try {
    return new RegExp(`^${told.path}${slash}`, "i").test(request);
  } catch {
    return false;
  }
}

const typeOrder = { Exact: 0, Prefix: 1, ImplementationSpecific: 2 } as const;
const byText = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0);

interface Order {
  readonly compare: (a: RoutingRule, b: RoutingRule) => number;
  readonly why: (winner: RoutingRule, loser: RoutingRule) => LosesBy;
}

/** What nginx finds first: `= path` (Exact, and a Prefix that the request equals), then the longest location. */
function plainOrder(request: string): Order {
  const whole = ({ path: { path, pathType } }: RoutingRule): number => {
    if (pathType === "Exact") return 0;
    return pathType === "Prefix" && request === withoutSlash(path) ? 1 : 2;
  };
  const lengthOf = ({ path: { path, pathType } }: RoutingRule): number =>
    pathType === "Prefix" ? withoutSlash(path).length + 1 : path.length;
  const type = (rule: RoutingRule): number => typeOrder[rule.path.pathType];
  return {
    compare: (a, b) => whole(a) - whole(b) || lengthOf(b) - lengthOf(a) || type(a) - type(b) || byText(b.path.path, a.path.path),
    why: (winner, loser) => {
      if (winner.path.pathType === "Exact") return "not-exact";
      return winner.path.path.length > loser.path.path.length ? "shorter" : "type";
    },
  };
}

/** ingress-nginx tries expressions by descending length, and those of one length in descending order of their text. */
const expressionOrder: Order = {
  compare: (a, b) =>
    b.told.path.length - a.told.path.length || byText(a.told.path, b.told.path) || typeOrder[a.path.pathType] - typeOrder[b.path.pathType],
  why: (winner, loser) => {
    if (winner.told.path.length > loser.told.path.length) return "shorter-expression";
    return winner.told.path === loser.told.path ? "same-expression" : "later-expression";
  },
};

interface Matching {
  readonly rules: readonly RoutingRule[];
  readonly order: Order;
  readonly spreads: RoutingRule | null;
}

const exactPaths = (rules: readonly RoutingRule[]): ReadonlySet<string> =>
  new Set(rules.filter(({ path }) => path.pathType === "Exact").map(({ told }) => told.path));

function matching(rules: readonly RoutingRule[], request: string): Matching {
  const spreads = rules.filter(({ told }) => told.regex).toSorted(expressionOrder.compare)[0] ?? null;
  const twins = spreads === null ? new Set<string>() : exactPaths(rules);
  const matches = (rule: RoutingRule): boolean =>
    spreads === null ? matchesPlainly(rule, request) : matchesAsExpression(rule, request, twins);
  const order = spreads === null ? plainOrder(request) : expressionOrder;
  return { rules: rules.filter(matches).toSorted(order.compare), order, spreads };
}

/**
 * The rule that serves a host and path, and why it comes before every other that matches. The order of the document decides nothing.
 *
 * An exact host comes before a wildcard, whatever its paths (nginx, server_name). Within the host, Kubernetes takes the longest path, and Exact
 * before Prefix (Ingress: multiple matches). On ingress-nginx one regular expression or rewriting makes all paths of the host case-insensitive
 * expressions, of which the first in descending length wins (its user guide, "Ingress Path Matching").
 */
export function routeRequest(routes: readonly PlanRoute[], host: string, rawPath: string): Routing {
  const { exact, wildcard } = rulesFor(routes, host);
  const own = exact.length > 0 ? exact : wildcard;
  if (own.length === 0) return { kind: "unserved", missing: "host", rules: [], hidden: [] };
  const request = normalizePath(rawPath);
  const { rules, order, spreads } = matching(own, request);
  const [winner, ...rest] = rules;
  const behind = exact.length > 0 ? matching(wildcard, request).rules : [];
  if (winner === undefined) return { kind: "unserved", missing: "path", rules: own, hidden: behind };
  const matched = new Set(rules);
  const losers = [
    ...rest.map((rule) => ({ rule, by: order.why(winner, rule) })),
    ...behind.map((rule) => ({ rule, by: "wildcard-host" as const })),
  ];
  return { kind: "served", rule: winner, losers, spreads, others: own.filter((rule) => !matched.has(rule)) };
}
