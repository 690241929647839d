import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { InputError, type InputOptions, maxInputBytes, readInput, readSecret } from "./input.js";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "edgewright-input-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const put = (name: string, content: string | Uint8Array): string => {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
};

async function refusal(path: string, options: InputOptions = {}): Promise<readonly [string, string]> {
  try {
    await readInput(path, options);
  } catch (error) {
    if (error instanceof InputError) return [error.code, error.message.replaceAll(dir, "DIR")];
    throw error;
  }
  throw new Error("was not refused");
}

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe("readInput", () => {
  it("reads a file and standard input, without a byte order mark", async () => {
    expect(await readInput(put("edge.yaml", "\uFEFFname: é\n"))).toBe("name: é\n");
    expect(await readInput("-", { stdin: chunks("\uFEFFname: ", Buffer.from("é").subarray(0, 1), Buffer.from("é").subarray(1)) })).toBe(
      "name: é",
    );
    expect(await readInput(put("empty.yaml", ""))).toBe("");
  });

  it("reads exactly the limit, and refuses one byte more", async () => {
    expect(await readInput(put("edge.yaml", "12345"), { maxBytes: 5 })).toBe("12345");
    expect(await refusal(put("edge.yaml", "123456"), { maxBytes: 5 })).toEqual([
      "too-big",
      "DIR/edge.yaml is 6 bytes, more than the 5 bytes that are read",
    ]);
  });

  it("refuses a big file by its size, unread", async () => {
    const path = put("big.yaml", "");
    truncateSync(path, 2 ** 42); // Sparse: reading 4 TB would take hours and more memory than there is.
    expect(await refusal(path)).toEqual(["too-big", "DIR/big.yaml is 4194304 MB, more than the 32 MB that are read"]);
  });

  it("stops reading standard input at the limit", async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        read += 2 ** 20;
        yield new Uint8Array(2 ** 20);
      }
    }
    expect(await refusal("-", { stdin: endless() })).toEqual(["too-big", "standard input is more than the 32 MB that are read"]);
    expect(read).toBe(maxInputBytes + 2 ** 20);
  });

  it("stops at the limit where a file has no size of its own", async () => {
    expect(await refusal("/dev/zero", { maxBytes: 2 ** 20 })).toEqual(["too-big", "/dev/zero is more than the 1 MB that are read"]);
    execFileSync("mkfifo", [join(dir, "pipe")]);
    const reading = readInput(join(dir, "pipe"));
    writeFileSync(join(dir, "pipe"), "name: piped\n");
    expect(await reading).toBe("name: piped\n");
  });

  it("refuses what is no text, a folder, or not there", async () => {
    expect(await refusal(put("edge.yaml", Uint8Array.of(0xff, 0xfe, 0x61, 0)))).toEqual(["not-utf8", "DIR/edge.yaml is not UTF-8 text"]);
    expect(await refusal("-", { stdin: chunks(Uint8Array.of(0xc3)) })).toEqual(["not-utf8", "standard input is not UTF-8 text"]);
    expect(await refusal(dir)).toEqual(["folder", "DIR is a folder, not a file"]);
    expect(await refusal(join(dir, "no"))).toEqual(["missing", "DIR/no does not exist"]);
    expect(await refusal(join(put("file", ""), "no"))).toEqual(["missing", "DIR/file/no does not exist: a part of its path is a file"]);
  });
});

describe("readSecret", () => {
  it.each([
    ["value\n", "value"],
    ["value\r\n", "value"],
    ["value\n\n", "value\n"],
    [" spaced value ", " spaced value "],
    ["\n", null],
    ["", null],
  ])("of a file that holds %j is %j", async (content, expected) => {
    expect(await readSecret({ file: put("secret", content) })).toBe(expected);
  });

  it.each([
    ["set", "value"],
    ["lineEnding", "value\n"],
    ["empty", null],
    ["unset", null],
  ])("of the variable %s is %j", async (name, expected) => {
    expect(await readSecret({ env: name }, { set: "value", lineEnding: "value\n", empty: "" })).toBe(expected);
  });

  it("of a missing file is null, of one that cannot be read an error", async () => {
    expect(await readSecret({ file: join(dir, "no") })).toBeNull();
    await expect(readSecret({ file: dir })).rejects.toMatchObject({ code: "folder" });
    await expect(readSecret({ file: put("secret", "x".repeat(65 * 1024)) })).rejects.toMatchObject({ code: "too-big" });
  });
});
