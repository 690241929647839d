import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Plan } from "../resolve/plan.js";
import { planWith } from "../rules/rule-testing.js";
import { normalizePath } from "./request.js";
import { type Routing, routeRequest } from "./routing.js";

/** `host path type [rewriteTo]`: each rule's Service is named after its number, s0 first. */
function planOf(rules: readonly string[]): Plan {
  const routes = rules.map((rule, index) => {
    const [host, path, type, rewriteTo] = rule.split(" ");
    const options = rewriteTo === undefined ? "" : `, options: { rewriteTo: "${rewriteTo}" }`;
    return `  - { host: "${host}", name: r${index}, paths: [{ path: '${path}', pathType: ${type}, service: { name: s${index}, port: 80 } }]${options} }`;
  });
  return planWith(`routes:\n${routes.join("\n")}`);
}

const told = (routing: Routing): string =>
  routing.kind === "served"
    ? [routing.rule.path.service.name, ...routing.losers.map(({ rule, by }) => `${rule.path.service.name} ${by}`)].join(", ")
    : `no ${routing.missing}`;

/** URL → the Service that serves it, and the others with why they do not. */
const route = (rules: readonly string[], url: string): string => {
  const slash = url.indexOf("/");
  return told(routeRequest(planOf(rules).routes, url.slice(0, slash), url.slice(slash)));
};

const a = "a.example.com";

describe("hosts", () => {
  const rules = [`*.example.com / Prefix`, `${a} /api Prefix`, "*.b.example.com / Prefix"];
  it.each([
    ["the exact host, though the wildcard has the path too", `${a}/api`, "s1, s0 wildcard-host"],
    ["the wildcard, for another name", "c.example.com/api", "s0"],
    ["nobody, since the exact host has rules of its own", `${a}/`, "no path"],
    ["a wildcard stands for one label only", "x.y.example.com/", "no host"],
    ["the wildcard one label deeper", "x.b.example.com/", "s2"],
    ["a name that is a wildcard's own base", "b.example.com/", "s0"],
    ["the base of all is nobody's", "example.com/", "no host"],
    ["a host of one label", "localhost/", "no host"],
  ])("%s", (_, url, expected) => {
    expect(route(rules, url)).toBe(expected);
  });
});

describe("Exact, Prefix and ImplementationSpecific", () => {
  it.each<[string, readonly string[], string, string]>([
    ["Prefix / is every path", [`${a} / Prefix`], "/x/y", "s0"],
    ["Prefix is the path itself", [`${a} /foo Prefix`], "/foo", "s0"],
    ["and what is below", [`${a} /foo Prefix`], "/foo/bar", "s0"],
    ["by whole elements", [`${a} /foo Prefix`], "/foobar", "no path"],
    ["a slash at its end says nothing", [`${a} /foo/ Prefix`], "/foo", "s0"],
    ["nor at the request's", [`${a} /foo Prefix`], "/foo/", "s0"],
    ["in upper and lower case", [`${a} /foo Prefix`], "/Foo", "no path"],
    ["Exact is the path alone", [`${a} /foo Exact`], "/foo", "s0"],
    ["not with a slash", [`${a} /foo Exact`], "/foo/", "no path"],
    ["nor below", [`${a} /foo Exact`], "/foo/bar", "no path"],
    ["ImplementationSpecific is a prefix of characters", [`${a} /foo ImplementationSpecific`], "/foobar", "s0"],
    ["Exact before Prefix of the same path", [`${a} /foo Prefix`, `${a} /foo Exact`], "/foo", "s1, s0 not-exact"],
    ["and Prefix below it", [`${a} /foo Prefix`, `${a} /foo Exact`], "/foo/", "s0"],
    ["the longest prefix", [`${a} / Prefix`, `${a} /foo Prefix`, `${a} /foo/bar Prefix`], "/foo/bar/x", "s2, s1 shorter, s0 shorter"],
    ["Prefix before characters of the same length", [`${a} /foo ImplementationSpecific`, `${a} /foo Prefix`], "/foo", "s1, s0 type"],
    ["below it too", [`${a} /foo/ ImplementationSpecific`, `${a} /foo Prefix`], "/foo/x", "s1, s0 type"],
    ["the longer characters", [`${a} /foo/b ImplementationSpecific`, `${a} /foo Prefix`], "/foo/bar", "s0, s1 shorter"],
    ["dots are resolved", [`${a} /foo Prefix`], "/bar/../foo/./x", "s0"],
    ["slashes are merged", [`${a} /foo/bar Exact`], "//foo///bar", "s0"],
    ["percent-encoding is decoded", [`${a} /foo Prefix`], "/%66oo", "s0"],
  ])("%s", (_, rules, path, expected) => {
    expect(route(rules, `${a}${path}`)).toBe(expected);
  });
});

describe("one regular expression on a host (ingress-nginx, Ingress Path Matching)", () => {
  const first = [`${a} /foo/bar Prefix`, `${a} /foo/bar/ ImplementationSpecific`, `${a} /foo/bar/(.+) ImplementationSpecific`];
  const second = [`${a} /foo/bar/bar Exact`, `${a} /foo/bar/[A-Z0-9]{3} ImplementationSpecific`];
  it.each<[string, readonly string[], string, string]>([
    ["the guide's first example: /foo/bar/1", first, "/foo/bar/1", "s2, s1 shorter-expression, s0 shorter-expression"],
    ["/foo/bar/", first, "/foo/bar/", "s1, s0 shorter-expression"],
    ["/foo/bar", first, "/foo/bar", "s0"],
    ["its second: the longer expression comes before the exact path", second, "/foo/bar/bar", "s1, s0 shorter-expression"],
    ["case does not count, for a Prefix neither", first, "/FOO/Bar", "s0"],
    ["a Prefix is one of characters now", first, "/foo/barbecue", "s0"],
    ["Exact too", second, "/foo/bar/barbecue", "s1, s0 shorter-expression"],
    [
      "of one length the one that sorts last",
      [`${a} /(a|b) ImplementationSpecific`, `${a} /[ab]+ ImplementationSpecific`],
      "/a",
      "s1, s0 later-expression",
    ],
    [
      "an Exact and a Prefix are one expression",
      [`${a} /f Prefix`, `${a} /f Exact`, `${a} /g.* ImplementationSpecific`],
      "/f/",
      "s1, s0 same-expression",
    ],
    ["of which the Prefix keeps its slash", [`${a} /f Prefix`, `${a} /f Exact`, `${a} /g.* ImplementationSpecific`], "/fx", "s1"],
    ["another host is as it was", [...first, "b.example.com /foo Prefix"], "/nothing", "no path"],
    ["an expression that cannot be read serves nothing", [`${a} /(?<=x)(?P<y>.) ImplementationSpecific`, `${a} / Prefix`], "/x", "s1"],
  ])("%s", (_, rules, path, expected) => {
    expect(route(rules, `${a}${path}`)).toBe(expected);
  });

  it("rewriting is one: /app under Prefix is whole elements still, the others' are not", () => {
    const rules = [`${a} /app Prefix /new`, `${a} /api Prefix`];
    expect(route(rules, `${a}/APP/x`)).toBe("s0");
    expect(route(rules, `${a}/application`)).toBe("no path");
    expect(route(rules, `${a}/apis`)).toBe("s1");
  });

  it("a neighbour keeps its own", () => {
    const rules = [...first, "b.example.com /foo Prefix"];
    expect(route(rules, "b.example.com/foobar")).toBe("no path");
  });
});

describe("laws", () => {
  const rule = fc
    .record({
      host: fc.constantFrom(a, "*.example.com", "b.example.com"),
      path: fc.constantFrom("/", "/foo", "/foo/", "/foo/bar", "/Foo", "/fo"),
      type: fc.constantFrom("Exact", "Prefix", "ImplementationSpecific"),
      expression: fc.boolean(),
    })
    .map(({ host, path, type, expression }) => `${host} ${path}${expression && type === "ImplementationSpecific" ? "(.*)" : ""} ${type}`);
  const sameRule = (text: string): string => text.replace(/(?<=.)\/+ Prefix/, " Prefix");
  const rules = fc.uniqueArray(rule, { minLength: 1, maxLength: 8, selector: sameRule });
  const url = fc.tuple(
    fc.constantFrom(a, "b.example.com", "c.example.com"),
    fc.constantFrom("/", "/foo", "/foo/", "/foo/bar/x", "/FOO", "/foobar"),
  );
  const keyOf = ({ route: { host }, path: { path, pathType } }: { route: { host: string }; path: { path: string; pathType: string } }) =>
    `${host} ${path} ${pathType}`;

  it("the order of the document decides nothing", () => {
    fc.assert(
      fc.property(
        rules.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        url,
        ([list, shuffled], [host, path]) => {
          const [one, other] = [list, shuffled].map((each) => routeRequest(planOf(each).routes, host, path));
          const winner = (routing: Routing | undefined) => (routing?.kind === "served" ? keyOf(routing.rule) : "none");
          expect(winner(one)).toBe(winner(other));
        },
      ),
    );
  });

  it("there is one winner among all that match, and every other has a reason", () => {
    fc.assert(
      fc.property(rules, url, (list, [host, path]) => {
        const routing = routeRequest(planOf(list).routes, host, path);
        if (routing.kind === "unserved") return;
        const all = [routing.rule, ...routing.losers.map(({ rule: each }) => each), ...routing.others].map(keyOf);
        expect(new Set(all).size).toBe(all.length);
        for (const { rule: loser, by } of routing.losers) expect(by === "wildcard-host").toBe(loser.route.host !== routing.rule.route.host);
      }),
    );
  });
});

describe("the path that is compared", () => {
  it.each([
    ["/", "/"],
    ["/a/", "/a/"],
    ["/a//b", "/a/b"],
    ["/a/./b/..", "/a/"],
    ["/../../a", "/a"],
    ["/a%2Fb", "/a/b"],
    ["/a%20b", "/a b"],
    ["/%E4", "/%E4"],
  ])("%s: %s", (path, expected) => {
    expect(normalizePath(path)).toBe(expected);
  });
});
