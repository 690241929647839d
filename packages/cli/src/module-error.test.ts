import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { explainModuleError } from "./module-error.js";

const text = "import { a } from \"a\";\n\nimport b from '../b.js';\nexport default a(b);\n";
const explain = (error: unknown) => explainModuleError(error, "conf/edge.ts", text);

function thrown(message: string, ...frames: readonly string[]): Error {
  const error = new TypeError(message);
  error.stack = [`TypeError: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

describe("what a module's error is in words of its author", () => {
  it.each([
    [new Error(`ParseError: Unexpected token  \n ${resolve("conf/edge.ts")}:3:18`), "the module is not valid: Unexpected token"],
    [new Error("Cannot find module 'a'\nRequire stack:\n- x"), "a cannot be found"],
    [thrown("(0 , _edgewright.defineEgde) is not a function"), "the module threw TypeError: defineEgde is not a function"],
    [new Error("first\nsecond"), "the module threw first"],
    ["a text", "the module threw a text"],
    [undefined, "the module threw undefined"],
  ])("%s", (error, message) => {
    expect(explain(error).message).toBe(message);
  });
});

describe("where it broke", () => {
  it("is where the parser says, counted from one", () => {
    const error = new Error(`ParseError: Unexpected token  \n ${resolve("conf/edge.ts")}:3:18`);
    expect(explain(error).at).toEqual({ file: "conf/edge.ts", line: 3, column: 19, length: 1 });
  });

  it("is the import of what cannot be found, in either quotes", () => {
    expect(explain(new Error("Cannot find module 'a'")).at).toEqual({ file: "conf/edge.ts", line: 1, column: 19, length: 3 });
    expect(explain(new Error("Cannot find package '../b.js'")).at).toEqual({ file: "conf/edge.ts", line: 3, column: 15, length: 9 });
    expect(explain(new Error("Cannot find module 'elsewhere'")).at).toBeNull();
  });

  it.each([
    [`b (${resolve("conf/lib/b.ts")}:7:3)`, { file: "conf/lib/b.ts", line: 7, column: null, length: 1 }],
    [`${resolve("conf/edge.ts")}:4:16`, { file: "conf/edge.ts", line: 4, column: null, length: 1 }],
    [`${resolve("elsewhere/c.ts")}:4:16`, null],
    [`${resolve("conf/node_modules/a/index.js")}:4:16`, null],
  ])("is the first line of the stack below the document's folder: %s", (frame, at) => {
    const error = thrown("x", "Object.run (node:internal/x:1:1)", `read (${resolve("node_modules/d/d.js")}:1:1)`, frame);
    expect(explain(error).at).toEqual(at);
  });
});

describe("what to do about it", () => {
  it.each([
    ["./b.js", "check the path: it is relative to the file that imports it"],
    ["/b.js", "check the path: it is relative to the file that imports it"],
    ["b", "npm install b"],
    ["b/deep/er", "npm install b"],
    ["@b/c/deep", "npm install @b/c"],
  ])("%s", (specifier, fix) => {
    expect(explain(new Error(`Cannot find module '${specifier}'`)).fix).toBe(fix);
  });
});
