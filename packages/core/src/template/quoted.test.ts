import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Quoted, quotedText } from "./quoted.js";

const kind = quotedText("quoted-word");

describe("quotedText", () => {
  it("keeps the text, and its schema takes it back", () => {
    const text: Quoted<"quoted-word"> = kind.make("a b");
    expect(text).toBe("a b");
    const parsed: Quoted<"quoted-word"> = z.parse(kind.schema, text);
    expect(parsed).toBe("a b");
  });

  it("carries its brand into the JSON Schema, wherever and however often it is used", () => {
    const again = quotedText("quoted-word");
    const view = z.strictObject({
      a: kind.schema,
      b: again.schema.nullable(),
      c: z.array(kind.schema),
      d: z.strictObject({ e: kind.schema.describe("text") }),
    });
    const schema = z.toJSONSchema(view, { target: "draft-2020-12" });
    const reference = { $ref: "#/$defs/quoted-word" };
    expect(schema.$defs).toEqual({ "quoted-word": { type: "string", quoted: true } });
    expect(schema.properties?.["a"]).toEqual(reference);
    expect(schema.properties?.["b"]).toEqual({ anyOf: [reference, { type: "null" }] });
    expect(schema.properties?.["c"]).toEqual({ type: "array", items: reference });
  });

  it("is a type of its own: neither a plain string nor another kind", () => {
    const take = (text: Quoted<"quoted-word">): string => text;
    // @ts-expect-error a plain string is not quoted
    expect(take("a")).toBe("a");
    // @ts-expect-error another kind is quoted for another place
    expect(take(quotedText("quoted-other").make("a"))).toBe("a");
  });
});
