import { describe, expect, it } from "vitest";
import type { Finding } from "../diagnostics/diagnostic.js";
import { byName, follow } from "./references.js";

const entity = (name: string, index: number) => ({ name, path: ["vips", index] });
const candidates = byName([entity("public", 0), entity("partner", 1)]);

function followed(name: string, options: { holeNames?: string[]; unnamed?: string[]; none?: boolean; path?: (string | number)[] } = {}) {
  const findings: Finding[] = [];
  const context = {
    report: (finding: Finding): void => {
      findings.push(finding);
    },
    hole: () => {},
    holeNames: new Set(options.holeNames),
    unnamed: new Set(options.unnamed),
  };
  const found = follow(
    context,
    "VIP",
    options.none ? byName<ReturnType<typeof entity>>([]) : candidates,
    name,
    options.path ?? ["streams", 0, "vip"],
  );
  return { found: found?.name ?? null, findings: findings.map(({ code, message, related, fix }) => ({ code, message, related, fix })) };
}

const unknown = (message: string, fix: string, related: unknown[] = []) => [{ code: "reference-unknown", message, related, fix }];
const meantPublic = [{ message: 'did you mean "public"?', path: ["vips", 0, "name"] }];

describe("a reference", () => {
  it("finds what it names", () => {
    expect(followed("partner")).toEqual({ found: "partner", findings: [] });
  });

  it("to nothing is reported, with what was meant", () => {
    expect(followed("pubilc")).toEqual({ found: null, findings: unknown('vip "pubilc" is not a VIP', "vip: public", meantPublic) });
  });

  it("to nothing that is near lists what there is", () => {
    expect(followed("intranet").findings).toEqual(unknown('vip "intranet" is not a VIP', "one of public, partner"));
    expect(followed("intranet", { none: true }).findings).toEqual(unknown('vip "intranet" is not a VIP', "declare a VIP of that name"));
  });

  it("in a list is spoken of by the list's field", () => {
    expect(followed("pubilc", { path: ["streams", 0, "vips", 2] }).findings).toEqual(
      unknown('vips "pubilc" is not a VIP', "public", meantPublic),
    );
  });

  it("to what was refused is no mistake of its own", () => {
    expect(followed("pubilc", { holeNames: ["pubilc"] })).toEqual({ found: null, findings: [] });
    expect(followed("pubilc", { unnamed: ["vips"] })).toEqual({ found: null, findings: [] });
    expect(followed("pubilc", { holeNames: ["other"], unnamed: ["nodes"] }).findings.length).toBe(1);
  });

  it("to one name of two means the first", () => {
    expect(byName([entity("a", 0), entity("a", 1)]).get("a")?.path).toEqual(["vips", 0]);
  });
});
