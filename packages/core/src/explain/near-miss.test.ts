import { describe, expect, it } from "vitest";
import { vip } from "../rules/rule-testing.js";
import { explained, shop, step } from "./explain-testing.js";
import type { Way } from "./way.js";

const near = ({ nearly }: Way): readonly string[] => nearly.map(({ text, instead }) => `${text}${instead === null ? "" : ` → ${instead}`}`);

describe("what a request that nothing serves came near to", () => {
  const paths = (...entries: readonly string[]) =>
    `routes: [{ host: shop.example.com, paths: [${entries.map((entry) => `{ ${entry}, service: { name: s, port: 80 } }`).join(", ")}] }]`;
  const wildcard = `routes: [{ host: "*.example.com", service: { name: w, port: 80 } }, { host: a.b.test, service: { name: s, port: 80 } }]`;
  it.each<[string, string, string, readonly string[]]>([
    ["a misspelt host", "", "https://shop.exmaple.com/x?y", ["did you mean shop.example.com? → https://shop.example.com/x?y"]],
    [
      "a name below",
      "",
      "https://www.shop.example.com",
      ["shop.example.com is a rule, and does not cover names below it → https://shop.example.com/"],
    ],
    ["a name above", wildcard, "https://b.test", ["a.b.test is a rule, and b.test is the name above it → https://a.b.test/"]],
    [
      "two labels",
      wildcard,
      "https://a.b.example.com",
      ["*.example.com covers one label before example.com, and a.b.example.com has two labels"],
    ],
    ["the wildcard's base", wildcard, "https://example.com", ["*.example.com does not cover example.com itself"]],
    ["nothing", wildcard, "https://elsewhere.org", []],
    [
      "case",
      paths("path: /cart, pathType: Prefix"),
      `${shop}Cart`,
      ["/cart (Prefix, default/s:80): /cart is written otherwise: upper and lower case differ"],
    ],
    [
      "case, below",
      paths("path: /cart, pathType: Prefix"),
      `${shop}Cart/x`,
      ["/cart (Prefix, default/s:80): /cart is written otherwise: upper and lower case differ"],
    ],
    [
      "within an element",
      paths("path: /cart, pathType: Prefix"),
      `${shop}cartoon`,
      ["/cart (Prefix, default/s:80): /cart is a Prefix of whole elements, and /cartoon goes on within one"],
    ],
    [
      "a final slash",
      paths("path: /cart, pathType: Exact"),
      `${shop}cart/`,
      ["/cart (Exact, default/s:80): /cart is Exact: a slash at the end makes another path"],
    ],
    [
      "below an Exact",
      paths("path: /cart, pathType: Exact"),
      `${shop}cart/x`,
      ["/cart (Exact, default/s:80): /cart is Exact, and covers nothing below it"],
    ],
    [
      "an encoded rule",
      paths("path: /a%20b, pathType: Exact"),
      `${shop}a%20b`,
      ["/a%20b (Exact, default/s:80): /a%20b is compared with the decoded path, /a b"],
    ],
    ["a misspelt path", paths("path: /orders, pathType: Prefix"), `${shop}order`, ["/orders (Prefix, default/s:80): did you mean this?"]],
    ["no path like it: those that there are", paths("path: /orders, pathType: Prefix"), `${shop}zzz`, ["/orders (Prefix, default/s:80)"]],
    [
      "plain HTTP on the https port",
      "",
      "http://shop.example.com:443/",
      ["port 443 of public is HTTPS → https://shop.example.com/", "plain HTTP of public listens on port 80 → http://shop.example.com/"],
    ],
    [
      "a machine's address",
      "",
      "https://192.168.103.12/",
      ["it is hapxy2's own address; HAProxy listens on VIPs", "VIP public is 192.168.103.10"],
    ],
    ["a node's address", "", "192.168.103.21", ["it is worker-1's own address; HAProxy listens on VIPs", "VIP public is 192.168.103.10"]],
    ["a misspelt address", "", "tcp://192.168.103.101:80", ["VIP public is 192.168.103.10"]],
    [
      "by address, a way to ask for a host",
      "",
      "http://192.168.103.10/x",
      ["curl --resolve shop.example.com:80:192.168.103.10 http://shop.example.com/x asks this address for shop.example.com"],
    ],
  ])("%s", (_, fields, url, expected) => {
    const way = explained(fields, url);
    expect(way.answer).toBeNull();
    expect(near(way)).toEqual(expected);
  });

  const two = `${vip("listeners: { https: { port: 8443 } }")}
  - { name: other, address: ["2001:db8::20", 192.168.103.20], virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }
loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
streams: [{ name: pg, vip: other, port: 5432, nodes: [worker-1] }]`;
  const resolve = "curl --resolve";
  it.each<[string, string, readonly string[]]>([
    [
      "a stream's port at another VIP is named first",
      "tcp://192.168.103.10:5432",
      ["stream pg listens on port 5432 of another VIP, other → tcp://[2001:db8::20]:5432"],
    ],
    [
      "a URL is offered only where it is served, which no host is by address",
      "https://192.168.103.10/",
      [
        "HTTPS listens on port 443 of another VIP, other",
        "HTTPS of public listens on port 8443",
        "plain HTTP of public listens on port 80",
      ],
    ],
    [
      "another port stands in both words of curl",
      "https://192.168.103.10:8443/x",
      [`${resolve} shop.example.com:8443:192.168.103.10 https://shop.example.com:8443/x asks this address for shop.example.com`],
    ],
    [
      "brackets and queries are quoted",
      "https://[2001:db8::20]/x?a=1&b=it's",
      [
        `${resolve} 'shop.example.com:443:[2001:db8::20]' 'https://shop.example.com/x?a=1&b=it'\\''s' asks this address for shop.example.com`,
      ],
    ],
  ])("%s", (_, url, expected) => {
    expect(near(explained(two, url)).slice(0, expected.length)).toEqual(expected);
  });

  it("a node's address with a stream's port offers the VIP, which serves it", () => {
    expect(near(explained(two, "tcp://192.168.103.21:5432"))).toContain(
      "VIP other is 2001:db8::20 and 192.168.103.20 → tcp://[2001:db8::20]:5432",
    );
  });

  it("a host under another VIP's name: what is offered must be served there", () => {
    expect(near(explained(two, shop, [], "public"))).toEqual([
      "HTTPS listens on port 443 of another VIP, other",
      "HTTPS of public listens on port 8443 → https://shop.example.com:8443/",
      "plain HTTP of public listens on port 80 → http://shop.example.com/",
    ]);
  });

  it("a listener that is off", () => {
    const way = explained(vip('listeners: { http: { mode: "off" } }'), "http://shop.example.com/");
    expect(near(way)).toEqual(["the http listener of public is off", "HTTPS of public listens on port 443 → https://shop.example.com/"]);
  });

  it("a rule that is served by another tells of the one that was nearly meant", () => {
    const way = explained(paths("path: /, pathType: Prefix", "path: /cart, pathType: Prefix"), `${shop}Cart`);
    const rule = step(way, "rule");
    expect(rule.kind === "rule" ? rule.near.map(({ text }) => text) : []).toEqual([
      "/cart (Prefix, default/s:80): /cart is written otherwise: upper and lower case differ",
    ]);
  });
});
