import { explainRequest, parseRequest, type Way } from "edgewright";
import { describe, expect, it } from "vitest";
import { countBy, failed } from "./lab/attempts.js";
import type { Target } from "./lab/client.js";
import { readExample, render } from "./support/examples.js";
import { FAILURES, onPrimary } from "./support/failures.js";
import { useEdge } from "./support/use-edge.js";

const VIP = "192.168.103.10";
const service = (name: string) => ({ name, port: 80 });

/** Rules that compete: hosts, path types, an expression, a rewriting. Without `tls`, so that plain HTTP is served too. */
const routes = [
  { host: "*.example.com", service: service("everything") },
  {
    host: "shop.example.com",
    paths: [
      { path: "/", pathType: "Prefix", service: service("shop") },
      { path: "/cart", pathType: "Prefix", service: service("cart") },
      { path: "/cart", pathType: "Exact", service: service("basket") },
      { path: "/cart/pay", pathType: "Prefix", service: service("pay") },
      { path: "/car", pathType: "ImplementationSpecific", service: service("cars") },
    ],
  },
  {
    host: "api.example.com",
    paths: [
      { path: "/v[0-9]+/items", pathType: "ImplementationSpecific", service: service("items") },
      { path: "/v1/it", pathType: "Exact", service: service("it") },
    ],
  },
  { host: "old.example.com", options: { rewriteTo: "/new" }, paths: [{ path: "/app", pathType: "Prefix", service: service("app") }] },
  {
    host: "exact.example.com",
    paths: [
      { path: "/only", pathType: "Exact", service: service("only") },
      { path: "/a%20b", pathType: "Exact", service: service("encoded") },
      { path: "/dir/", pathType: "Prefix", service: service("dir") },
    ],
  },
];
const rendered = render(readExample("on-prem", { routes }));

const urls: readonly string[] = [
  "https://shop.example.com/",
  "http://shop.example.com/cart",
  "https://shop.example.com/cart/",
  "https://shop.example.com/cart/x?y=1",
  "https://shop.example.com/cart/pay",
  "https://shop.example.com/cart/paymaster",
  "https://shop.example.com/cartoon",
  "https://shop.example.com/CART",
  "https://shop.example.com//cart/./pay",
  "https://shop.example.com/%63art",
  "https://SHOP.example.com/cart",
  "https://blog.example.com/x",
  "https://a.b.example.com/",
  "https://example.com/",
  "https://elsewhere.test/",
  "https://api.example.com/v12/ITEMS/7",
  "https://api.example.com/v1/it",
  "https://api.example.com/v1/items",
  "https://api.example.com/V1/ITx",
  "https://api.example.com/v/items",
  "http://old.example.com/app",
  "http://old.example.com/App/x/y?z=1",
  "http://old.example.com/application",
  "https://exact.example.com/only",
  "https://exact.example.com/only/",
  "https://exact.example.com/",
  "https://exact.example.com/a%20b",
  "https://exact.example.com/a%2520b",
  "https://exact.example.com/dir/x",
];

function explained(url: string, ...down: readonly string[]): Way {
  const parsed = parseRequest(url);
  if (!parsed.ok) throw new Error(parsed.message);
  return explainRequest(rendered.plan, parsed.request, { down });
}

/** The same request for a client, which is told the address that DNS would give. */
function targetOf(url: string): Target {
  const [, scheme, host = "", path = "/"] = /^(https?):\/\/([^/]+)(\/.*)$/.exec(url) ?? [];
  return { address: VIP, port: scheme === "https" ? 443 : 80, tls: scheme === "https", host, path };
}

const toldAnswer = ({ answer }: Way): string => (answer?.kind === "service" ? `${answer.service} is asked for ${answer.path}` : "404");

describe("what explain tells of the on-prem example with competing rules", () => {
  const edge = useEdge(rendered);

  it.each(urls)("%s", async (url) => {
    const { outcome, status, answer } = await edge().client.fetch(targetOf(url));
    expect(outcome === "answered" ? `${answer?.pod} is asked for ${answer?.path}` : String(status)).toBe(toldAnswer(explained(url)));
  });

  it("knows of the 301 that nginx adds to a Prefix with a slash", async () => {
    const url = "https://exact.example.com/dir";
    expect(await edge().client.fetch(targetOf(url))).toMatchObject({ status: 301 });
    const rule = explained(url).steps.find(({ kind }) => kind === "rule");
    expect(rule?.details.join("\n")).toContain("answers /dir by 301 to /dir/ first");
  });

  it("knows who holds the VIP, and which nodes answer", async () => {
    const [url = ""] = urls;
    const way = explained(url);
    expect(edge().holders(VIP)).toEqual([way.holder]);
    expect(await nodesThatAnswer(url)).toEqual(nodesTold(way));
  });

  it("and with a node and the primary gone", async () => {
    const [url = ""] = urls;
    const way = explained(url, "worker-2", "hapxy1");
    await edge().node("worker-2").stopIngress();
    await onPrimary(rendered, FAILURES.machineLost).event(edge());
    expect(edge().machine("hapxy2").holds(VIP)).toBe(true);
    expect(way.holder).toBe("hapxy2");
    expect(await nodesThatAnswer(url)).toEqual(nodesTold(way));
  });

  it("and with every node gone: HAProxy closes the connection", async () => {
    const [url = ""] = urls;
    for (const node of ["worker-1", "worker-3"]) await edge().node(node).stopIngress();
    const way = explained(url, "worker-1", "worker-2", "worker-3", "hapxy1");
    expect(way.steps.at(-1)).toMatchObject({ kind: "end", answer: "HAProxy closes the connection at once" });
    const { outcome } = await edge().client.fetch(targetOf(url));
    expect(["closed", "reset"]).toContain(outcome);
  });

  async function nodesThatAnswer(url: string): Promise<readonly string[]> {
    const attempts = await edge().client.fetchMany(30, targetOf(url));
    expect(failed(attempts)).toEqual([]);
    return [...countBy(attempts, "node").keys()].sort();
  }
});

function nodesTold({ steps }: Way): readonly string[] {
  const backend = steps.find((step) => step.kind === "backend");
  return backend?.kind === "backend" ? backend.nodes.filter(({ share }) => share !== 0).map(({ name }) => name) : [];
}
