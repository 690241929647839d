import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { smallest } from "./support/documents.js";
import { example, folder } from "./support/folder.js";
import { root } from "./support/run.js";

/** Compiled as an editor's language server does it: every keyword must be one that it knows. */
function compileSchema() {
  const { status, stdout, stderr } = folder().run("schema");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return new Ajv2020({ strict: false, allErrors: true }).compile(JSON.parse(stdout));
}

describe("edgewright schema", () => {
  it("is valid JSON Schema of draft 2020-12", () => {
    expect(compileSchema().schema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", additionalProperties: false });
  });

  it.each(readdirSync(join(root, "examples")))("accepts examples/%s", (name) => {
    const accepts = compileSchema();
    expect(accepts(parse(example(name))) ? [] : accepts.errors).toEqual([]);
  });

  it("accepts what init writes", () => {
    const place = folder();
    place.run("init");
    const accepts = compileSchema();
    expect(accepts(parse(place.read("edge.yaml"))) ? [] : accepts.errors).toEqual([]);
  });

  it.each([
    ["an unknown field", { ...parse(smallest), vip: [] }],
    ["an unknown field deep inside", { ...parse(smallest), routes: [{ host: "a.example.com", service: { name: "a", prt: 80 } }] }],
    ["a wrong type", { ...parse(smallest), name: 3 }],
    ["no name", { ...parse(smallest), name: undefined }],
    ["another version", { ...parse(smallest), apiVersion: "edgewright/v2" }],
  ])("refuses %s", (_what, value) => {
    expect(compileSchema()(JSON.parse(JSON.stringify(value)))).toBe(false);
  });
});
