import { printTemplate } from "@edgewright/core";
import { describe, expect, it } from "vitest";
import { k8s } from "./index.js";
import { planWith } from "./plan-testing.js";

const off = "listeners: { http: { mode: 'off' }, https: { mode: 'off' } }";
const vips = (first: string, second: string): string => `vips:
  - { name: public, address: [192.168.103.10], virtualRouterId: 51, primary: hapxy1, backup: hapxy2, ${first} }
  - { name: kube-api, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1, ${second} }
`;

describe("the status address", () => {
  const flags = (fields: string): readonly string[] =>
    k8s.render(planWith(fields), printTemplate).flatMap(({ text }) => text.match(/--publish-status-address=\S*/g) ?? []);

  it.each([
    ["of every VIP that answers", vips("listeners: {}", "listeners: { http: { mode: 'off' } }"), ["192.168.103.10,192.168.103.9"]],
    ["never of a VIP of streams alone", vips("listeners: { https: { mode: 'off' } }", off), ["192.168.103.10"]],
    ["none where none answers", `routes: []\n${vips(off, off)}`, []],
  ])("%s", (_, fields, addresses) => {
    expect(flags(fields)).toEqual(addresses.map((each) => `--publish-status-address=${each}`));
  });
});
