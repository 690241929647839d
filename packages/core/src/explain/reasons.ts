import type { LosesBy, Routing, RoutingLoser, RoutingRule } from "./routing.js";
import type { Loser, RuleName } from "./way.js";

export const ruleName = ({ route, path }: RoutingRule): RuleName => ({
  host: route.host,
  path: path.path,
  pathType: path.pathType,
  service: `${route.namespace}/${path.service.name}:${path.service.port}`,
  at: path.place === route.path ? [...route.path, "host"] : [...path.place, "path"],
});

type Served = Extract<Routing, { kind: "served" }>;

function lengths(winner: RoutingRule, loser: RoutingRule): string {
  const { length } = loser.told.path;
  return `${length} character${length === 1 ? "" : "s"} against ${winner.told.path.length}`;
}

const reasons: Readonly<Record<LosesBy, (winner: RoutingRule, loser: RoutingRule) => string>> = {
  "wildcard-host": ({ route }) => `the exact host ${route.host} comes before a wildcard, whatever the paths`,
  "not-exact": () => "Exact, the whole path, comes before any other",
  shorter: ({ path }) => `${path.path} is the longer match`,
  type: ({ path }, loser) => `${path.pathType} comes before ${loser.path.pathType} where both match alike`,
  "shorter-expression": (winner, loser) => `the expressions of this host are tried by length, the longest first: ${lengths(winner, loser)}`,
  "later-expression": () => "of two expressions of one length the one that sorts last is tried first",
  "same-expression": () =>
    "both are one expression here; ingress-nginx takes that of the older Ingress, or the first within one: give them different paths",
};

export const loserOf = ({ rule }: Served, { rule: loser, by }: RoutingLoser): Loser => ({
  ...ruleName(loser),
  why: reasons[by](rule, loser),
});

/** Why the winner serves the request at all. */
function whyItMatches({ rule: { path, told }, spreads }: Served): string {
  if (spreads !== null) return `the expression ^${told.path}, upper and lower case alike, matches the path`;
  switch (path.pathType) {
    case "Exact":
      return "Exact: the path is this, to the letter";
    case "Prefix":
      return path.path === "/" ? "Prefix /: every path is under it" : `Prefix: the path is ${path.path}, or below it by whole elements`;
    case "ImplementationSpecific":
      return "ImplementationSpecific: on ingress-nginx the path begins with these characters";
  }
}

/** nginx's own answer for a location that ends in a slash and is proxied (ngx_http_core_module, location); ingress-nginx adds no other one. */
const slashNote = ({ rule: { path }, spreads }: Served, request: string): readonly string[] =>
  spreads === null && path.pathType === "Prefix" && path.path === `${request}/`
    ? [`ingress-nginx answers ${request} by 301 to ${path.path} first: the rule's path ends in a slash`]
    : [];

/** The sentences under the rule: why it matches, and what a regular expression does to the whole host. */
export function ruleDetails(routing: Served, host: string, request: string): readonly string[] {
  const { rule, spreads, losers } = routing;
  const wildcard =
    rule.route.host === host ? [] : [`${rule.route.host} stands for exactly one label before the dot, and no rule has ${host} itself`];
  const spread =
    spreads === null
      ? []
      : [
          `${spreads.path.path} ${spreads.told.rewriteTarget === null ? "is a regular expression" : "is rewritten"}, so ingress-nginx reads every path of ${rule.route.host} as a case-insensitive expression, Exact and Prefix too`,
        ];
  return [
    `${whyItMatches(routing)}${losers.length === 0 ? "; no other rule matches" : ""}`,
    ...wildcard,
    ...slashNote(routing, request),
    ...spread,
  ];
}
