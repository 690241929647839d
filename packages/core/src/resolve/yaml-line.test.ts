import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { asYaml, yamlLine } from "./yaml-line.js";

describe("a value on one line", () => {
  it.each<[unknown, string]>([
    ["shop", "shop"],
    ["192.168.103.10", "192.168.103.10"],
    ["2001:db8::10", "2001:db8::10"],
    ["/etc/haproxy/certs/shop.pem", "/etc/haproxy/certs/shop.pem"],
    ["60s", "60s"],
    ["2.6", '"2.6"'],
    ["51", '"51"'],
    ["1e3", '"1e3"'],
    ["0x1f", '"0x1f"'],
    ["true", '"true"'],
    ["false", '"false"'],
    ["Null", '"Null"'],
    ["*.example.com", '"*.example.com"'],
    ["a: b", '"a: b"'],
    ["a:", '"a:"'],
    ["", '""'],
    [80, "80"],
    [false, "false"],
    [["worker-1", "worker-2"], "[worker-1, worker-2]"],
    [{ matchLabels: { role: "edge" } }, "{ matchLabels: { role: edge } }"],
  ])("%j", (value, text) => {
    expect(asYaml(value)).toBe(text);
  });

  it("is read back as what it was", () => {
    const scalar = fc.oneof(fc.string(), fc.stringMatching(/^[\w.:+-]{1,8}$/), fc.integer(), fc.boolean());
    const value = fc.oneof(
      scalar,
      fc.array(scalar),
      fc.dictionary(fc.stringMatching(/^[\w.:+-]{1,8}$/), scalar, { noNullPrototype: true }),
    );
    fc.assert(
      fc.property(value, (each) => {
        expect(parse(`[${asYaml(each)}]`)).toEqual([each]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a line to write", () => {
  it.each<[Parameters<typeof yamlLine>, string]>([
    [[["routes", 0, "host"], "shop.example.com", null], "host: shop.example.com"],
    [[["targets", "haproxy"], "2.6", "for example"], 'haproxy: "2.6"  # for example'],
    [[["nodes", 1], "worker-2", null], "worker-2"],
    [[["labels", "a/b"], "c", null], "a/b: c"],
    [[["labels", "a b"], "zone", "for example", "key"], "zone: …  # for example"],
  ])("%j", (given, line) => {
    expect(yamlLine(...given)).toBe(line);
  });
});
