import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeDisk } from "./disk.js";
import { OutputError } from "./errors.js";
import type { OutputFile } from "./layout.js";
import { writeOutput } from "./write.js";

let base = "";
let out = "";
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "edgewright-write-"));
  out = join(base, "out");
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const file = (path: string, text = `${path}\n`, mode = 0o644): OutputFile => ({ path, text, mode, redacted: text });

function put(path: string, text = "theirs\n"): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

async function refusal(files: readonly OutputFile[], only?: readonly string[]): Promise<{ code: string; message: string; fix: string }> {
  try {
    await writeOutput(out, files, { only });
  } catch (error) {
    if (error instanceof OutputError)
      return { code: error.code, message: error.message.replaceAll(base, "BASE"), fix: error.fix.replaceAll(base, "BASE") };
    throw error;
  }
  throw new Error("was not refused");
}

describe("what is refused, with nothing touched", () => {
  const cases: readonly (readonly [string, () => unknown, { code: string; message: string; fix: string }])[] = [
    [
      "a folder that is a file",
      () => writeFileSync(out, ""),
      { code: "not-a-folder", message: "BASE/out is not a folder", fix: "name a folder with --out" },
    ],
    [
      "files that edgewright did not write, all of them named",
      () => [put("a/1"), put("b/3"), put("b/other")],
      {
        code: "not-ours",
        message: "edgewright did not write what stands there: BASE/out/a/1, BASE/out/b/3; nothing was changed",
        fix: "move it away, or name another folder with --out, then render again",
      },
    ],
    [
      "a file that edgewright did not write, though it is the same",
      () => put("a/1", "a/1\n"),
      {
        code: "not-ours",
        message: "edgewright did not write what stands there: BASE/out/a/1; nothing was changed",
        fix: "move it away, or name another folder with --out, then render again",
      },
    ],
    [
      "a folder at a file's path",
      () => put("a/1/notes"),
      {
        code: "folder-in-the-way",
        message: "a folder stands where a file must be: BASE/out/a/1; nothing was changed",
        fix: "move it away, then render again",
      },
    ],
    [
      "a file at a folder's path",
      () => put("a"),
      {
        code: "file-in-the-way",
        message: "a file stands where a folder must be: BASE/out/a; nothing was changed",
        fix: "move it away, then render again",
      },
    ],
    [
      "a folder that is a symbolic link",
      () => [mkdirSync(join(base, "elsewhere")), mkdirSync(out), symlinkSync("../elsewhere", join(out, "b"))],
      {
        code: "link-in-the-way",
        message: "a symbolic link is in the way, and what it leads to may be outside: BASE/out/b; nothing was changed",
        fix: "remove the link, then render again",
      },
    ],
    [
      "a file that is a symbolic link now",
      async () => {
        await writeOutput(out, [file("a/1")]);
        rmSync(join(out, "a/1"));
        writeFileSync(join(base, "elsewhere"), "a/1\n");
        symlinkSync("../../elsewhere", join(out, "a/1"));
      },
      {
        code: "link-in-the-way",
        message: "a symbolic link is in the way, and what it leads to may be outside: BASE/out/a/1; nothing was changed",
        fix: "remove the link, then render again",
      },
    ],
    [
      "a private folder that is a symbolic link",
      () => [mkdirSync(join(base, "elsewhere")), mkdirSync(out), symlinkSync("../elsewhere", join(out, ".edgewright"))],
      {
        code: "link-in-the-way",
        message: "BASE/out/.edgewright is not a folder, and edgewright keeps its list there",
        fix: "move it away",
      },
    ],
    [
      "a damaged manifest",
      () => put(".edgewright/manifest.json", "{"),
      {
        code: "manifest-unreadable",
        message: "BASE/out/.edgewright/manifest.json is damaged, so what edgewright wrote is unknown",
        fix: "restore it from version control, or move the rendered files away and render into an empty folder",
      },
    ],
    [
      "a manifest that reaches out of the folder",
      () =>
        put(
          ".edgewright/manifest.json",
          JSON.stringify({ version: 1, unfinished: [], folders: [], files: { "../x": { mode: "0644", sha256: [] } } }),
        ),
      {
        code: "manifest-unreadable",
        message: "BASE/out/.edgewright/manifest.json is damaged, so what edgewright wrote is unknown",
        fix: "restore it from version control, or move the rendered files away and render into an empty folder",
      },
    ],
    [
      "a manifest of a newer version",
      () => put(".edgewright/manifest.json", '{ "version": 2 }'),
      {
        code: "manifest-unreadable",
        message: "BASE/out/.edgewright/manifest.json was written by a newer edgewright",
        fix: "use that version, or render into another folder",
      },
    ],
    [
      "a damaged journal",
      () => put(".edgewright/journal.json", "[]"),
      {
        code: "manifest-unreadable",
        message: "BASE/out/.edgewright/journal.json is damaged, so what edgewright wrote is unknown",
        fix: "restore it from version control, or move the rendered files away and render into an empty folder",
      },
    ],
    [
      "another run that goes on",
      () => put(".edgewright/lock", JSON.stringify(nodeDisk.self)),
      {
        code: "busy",
        message: `another edgewright (process ${process.pid}) is writing to BASE/out`,
        fix: `wait until it has finished; if process ${process.pid} is not edgewright, delete BASE/out/.edgewright/lock`,
      },
    ],
  ];

  const everything = (): unknown => {
    const paths = existsSync(out) && statSync(out).isDirectory() ? readdirSync(base, { recursive: true, encoding: "utf8" }).sort() : [];
    return paths.map((path) => [path, statSync(join(base, path)).isFile() ? readFileSync(join(base, path), "utf8") : null]);
  };

  it.each(cases)("%s", async (_, prepare, expected) => {
    await prepare();
    const before = everything();
    expect(await refusal([file("a/1"), file("b/2"), file("b/3")])).toEqual(expected);
    expect(everything()).toEqual(before);
  });

  it("a name for --only that nothing goes to", async () => {
    expect(await refusal([file("a/1"), file("b/2")], ["c"])).toEqual({
      code: "unknown-folder",
      message: 'nothing is written to "c"',
      fix: "name one of a, b",
    });
  });

  it("never removes through a symbolic link", async () => {
    await writeOutput(out, [file("a/1"), file("b/2")]);
    mkdirSync(join(base, "elsewhere"));
    writeFileSync(join(base, "elsewhere/1"), "a/1\n");
    rmSync(join(out, "a"), { recursive: true });
    symlinkSync("../elsewhere", join(out, "a"));
    expect(await writeOutput(out, [file("b/2")])).toMatchObject({ removed: [], kept: [] });
    expect(readdirSync(join(base, "elsewhere"))).toEqual(["1"]);
  });
});
