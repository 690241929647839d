import { describe, expect, it } from "vitest";
import { planWith } from "../plan-testing.js";
import { groupRoutes, lowerIngress } from "./ingresses.js";

const path = (text: string, pathType = "Prefix", port = "80"): string =>
  `{ path: ${JSON.stringify(text)}, pathType: ${pathType}, service: { name: shop, port: ${port} } }`;
const route = (paths: readonly string[], more = "", host = "shop.example.com"): string =>
  `{ host: ${JSON.stringify(host)}, paths: [${paths.join(", ")}]${more} }`;
const routes = (...entries: readonly string[]): string => `routes: [${entries.join(", ")}]`;

/** Each Ingress: its name, and its paths as ingress-nginx reads them. */
const groups = (fields: string) =>
  groupRoutes(planWith(fields).routes).map(({ name, namespace, paths, annotations }) => ({
    name: namespace === "default" ? name : `${namespace}/${name}`,
    paths: paths.map((each) => `${each.path} ${each.pathType}`),
    annotations: Object.entries(annotations).map(([key, value]) => `${key.replace("nginx.ingress.kubernetes.io/", "")}=${value}`),
  }));

describe("groups of routes", () => {
  it.each<[string, string, readonly object[]]>([
    ["a route without paths is all of them", "", [{ name: "shop-example-com", paths: ["/ Prefix"], annotations: [] }]],
    [
      "routes of one host that need the same stand in one Ingress, in the document's order",
      routes(route([path("/b"), path("/a", "Exact")]), route([path("/c")])),
      [{ name: "shop-example-com", paths: ["/b Prefix", "/a Exact", "/c Prefix"], annotations: [] }],
    ],
    [
      "other options under another name",
      routes(route([path("/a")]), route([path("/b")], ", name: upload, options: { maxBodySize: 1g }")),
      [
        { name: "shop-example-com", paths: ["/a Prefix"], annotations: [] },
        { name: "upload", paths: ["/b Prefix"], annotations: ["proxy-body-size=1g"] },
      ],
    ],
    [
      "each namespace has its own",
      routes(route([path("/a")]), route([path("/b")], ", namespace: web")),
      [
        { name: "shop-example-com", paths: ["/a Prefix"], annotations: [] },
        { name: "web/shop-example-com", paths: ["/b Prefix"], annotations: [] },
      ],
    ],
    [
      "a wildcard host is named in words",
      routes(route([path("/a")], "", "*.example.com")),
      [{ name: "wildcard-example-com", paths: ["/a Prefix"], annotations: [] }],
    ],
    [
      "a regular expression has an Ingress of its own, since it turns every path of its Ingress into one",
      routes(route([path("/a"), path("/b/[0-9]+", "ImplementationSpecific"), path("/c", "ImplementationSpecific")])),
      [
        { name: "shop-example-com", paths: ["/a Prefix", "/c ImplementationSpecific"], annotations: [] },
        { name: "shop-example-com-pattern", paths: ["/b/[0-9]+ ImplementationSpecific"], annotations: ["use-regex=true"] },
      ],
    ],
  ])("%s", (_, fields, expected) => {
    expect(groups(fields)).toEqual(expected);
  });
});

it("a name is never longer than Kubernetes takes, whatever is behind it", () => {
  const host = [63, 63, 63, 61].map((length) => "a".repeat(length)).join(".");
  const names = groups(routes(route([path("/a"), path("/[0-9]", "ImplementationSpecific")], "", host))).map(({ name }) => name);
  expect(names.map((name) => name.length)).toEqual([253, 253]);
  expect(names[1]).toMatch(/a-pattern$/);
});

describe("rewriting", () => {
  const to = (target: string, ...paths: readonly string[]) => groups(routes(route(paths, `, options: { rewriteTo: ${target} }`)));

  it.each([
    ["/", path("/app"), "/app(/|$)(.*)", "/$2"],
    ["/new", path("/app"), "/app(/|$)(.*)", "/new/$2"],
    ["/new/", path("/app/"), "/app(/|$)(.*)", "/new/$2"],
    ["/new", path("/"), "/()(.*)", "/new/$2"],
    ["/", path("/v1.2"), "/v1\\.2(/|$)(.*)", "/$2"],
    ["/", path("/c+"), "/c\\+(/|$)(.*)", "/$2"],
  ])("to %s, a Prefix keeps what follows it: %s", (target, given, pattern, rewritten) => {
    expect(to(target, given)).toEqual([
      {
        name: "shop-example-com",
        paths: [`${pattern} ImplementationSpecific`],
        annotations: [`rewrite-target=${rewritten}`, "use-regex=true"],
      },
    ]);
  });

  it("Exact is the path alone, a pattern is the document's own, and each has an Ingress of its own", () => {
    expect(to("/new", path("/a"), path("/b.html", "Exact"), path("/c/(.*)", "ImplementationSpecific"))).toEqual([
      {
        name: "shop-example-com",
        paths: ["/a(/|$)(.*) ImplementationSpecific"],
        annotations: ["rewrite-target=/new/$2", "use-regex=true"],
      },
      {
        name: "shop-example-com-exact",
        paths: ["/b\\.html$ ImplementationSpecific"],
        annotations: ["rewrite-target=/new", "use-regex=true"],
      },
      {
        name: "shop-example-com-pattern",
        paths: ["/c/(.*) ImplementationSpecific"],
        annotations: ["rewrite-target=/new", "use-regex=true"],
      },
    ]);
  });

  it.each([
    ["/app", true, ""],
    ["/app/", true, "/"],
    ["/app/x/y", true, "/x/y"],
    ["/application", false, ""],
    ["/", false, ""],
  ])("/app under / takes %s: %s", (request, matches, rest) => {
    const [group] = groupRoutes(planWith(routes(route([path("/app")], ", options: { rewriteTo: / }"))).routes);
    const found = new RegExp(`^${group?.paths[0]?.path}`, "i").exec(request);
    expect(found !== null).toBe(matches);
    if (found !== null) expect(`/${found[2]}`).toBe(rest === "" ? "/" : rest);
  });
});

describe("an Ingress", () => {
  function viewOf(fields: string) {
    const plan = planWith(fields);
    const [group] = groupRoutes(plan.routes);
    if (group === undefined || plan.ingress === null) throw new Error("no Ingress");
    return lowerIngress(plan, plan.ingress, group);
  }

  it("has the controller's class, the host, and its services by number or name", () => {
    expect(viewOf(routes(route([path("/a"), path("/b", "Exact", "http")], ", namespace: web, tls: { secretName: shop-tls }")))).toEqual({
      metadata: {
        name: "shop-example-com",
        namespace: "web",
        labels: [
          { key: "app.kubernetes.io/managed-by", value: "edgewright" },
          { key: "app.kubernetes.io/part-of", value: "on-prem" },
        ],
        annotations: [],
      },
      className: "nginx",
      tlsSecret: "shop-tls",
      host: "shop.example.com",
      paths: [
        { path: "/a", pathType: "Prefix", backend: { service: "shop", portNumber: 80, portName: null } },
        { path: "/b", pathType: "Exact", backend: { service: "shop", portNumber: null, portName: "http" } },
      ],
    });
  });

  it("has its annotations in the order of their keys, quoted for YAML", () => {
    expect(viewOf(routes(route([path("/a")], ", options: { redirectToHttps: true, maxBodySize: 8m }"))).metadata.annotations).toEqual([
      { key: "nginx.ingress.kubernetes.io/force-ssl-redirect", value: '"true"' },
      { key: "nginx.ingress.kubernetes.io/proxy-body-size", value: '"8m"' },
    ]);
  });

  it("has no TLS without a Secret", () => {
    expect(viewOf("").tlsSecret).toBeNull();
  });
});
