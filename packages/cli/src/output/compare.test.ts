import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compareOutput, describeDifference } from "./compare.js";
import { diffOutput } from "./diff.js";
import { type Disk, nodeDisk } from "./disk.js";
import type { OutputFile } from "./layout.js";
import { writeOutput } from "./write.js";

let base = "";
let out = "";
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "edgewright-compare-"));
  out = join(base, "out");
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const file = (path: string, text = `${path}\n`, mode = 0o644): OutputFile => ({ path, text, mode, redacted: text });
const keepalived = (password: string, interval = "0.1"): OutputFile => {
  const text = (shown: string): string =>
    `vrrp_instance public {\n    advert_int ${interval}\n    authentication {\n        auth_pass ${shown}\n    }\n}\n`;
  return { path: "a/keepalived.conf", text: text(password), mode: 0o640, redacted: text("<secret VRRP>") };
};

function put(path: string, text: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

const listed = async (files: readonly OutputFile[], only?: readonly string[]): Promise<readonly string[]> =>
  (await compareOutput(out, files, { only })).differences.map((difference) => `${difference.path}: ${describeDifference(difference)}`);

// Everything that could write, made to fail.
const refuse = (): never => {
  throw new Error("a comparison wrote");
};
const readOnly: Disk = {
  ...nodeDisk,
  create: refuse,
  mkdir: refuse,
  mkdirWithParents: refuse,
  rename: refuse,
  unlink: refuse,
  rmdir: refuse,
  syncFolder: refuse,
};

describe("compareOutput", () => {
  it("lists each file that differs, with how", async () => {
    const files = [
      file("a/gone"),
      file("a/mode"),
      file("a/same"),
      file("a/text"),
      file("a/text-and-mode"),
      file("b/old"),
      file("b/edited"),
    ];
    await writeOutput(out, files);
    rmSync(join(out, "a/gone"));
    chmodSync(join(out, "a/mode"), 0o600);
    put("a/text", "edited\n");
    put("a/text-and-mode", "edited\n");
    chmodSync(join(out, "a/text-and-mode"), 0o640);
    put("b/edited", "edited\n");
    put("b/theirs", "theirs\n");
    put("b/notes", "not rendered\n");
    const wanted = [...files.filter(({ path }) => path.startsWith("a/")), file("b/theirs")];
    expect(await listed(wanted)).toEqual([
      "a/gone: missing",
      "a/mode: mode 0600, would be 0644",
      "a/text: changed",
      "a/text-and-mode: changed; mode 0640, would be 0644",
      "b/old: no longer rendered, would be removed",
      "b/theirs: edgewright did not write what stands there; render would refuse",
    ]);
    expect(await listed(wanted, ["b"])).toHaveLength(2);
    expect(await compareOutput(out, wanted)).toMatchObject({ kept: ["b/edited"], cutShort: false, same: false });
  });

  it("names what is in the way", async () => {
    put("file", "");
    put("folder/at/notes", "");
    symlinkSync("..", join(out, "link"));
    expect(await listed([file("file/1"), file("folder/at"), file("link/1"), file("link/2")])).toEqual([
      "file/1: file is a file, not a folder; render would refuse",
      "folder/at: a folder stands there; render would refuse",
      "link/1: link is a symbolic link; render would refuse",
      "link/2: link is a symbolic link; render would refuse",
    ]);
  });

  it("finds nothing after a run, and everything before the first, and writes nothing", async () => {
    expect((await compareOutput(out, [file("a/1")], { disk: readOnly })).differences).toEqual([{ path: "a/1", kind: "missing" }]);
    expect(existsSync(out)).toBe(false);
    await writeOutput(out, [file("a/1")]);
    expect(await compareOutput(out, [file("a/1")], { disk: readOnly })).toEqual({ differences: [], kept: [], cutShort: false, same: true });
  });

  it("names an update that was cut short though no file differs", async () => {
    await writeOutput(out, [file("a/1")]);
    mkdirSync(join(out, ".edgewright/staging"));
    expect(await compareOutput(out, [file("a/1")])).toMatchObject({ differences: [], cutShort: true, same: false });
    expect(await writeOutput(out, [file("a/1")])).toMatchObject({ resumed: true, written: [] });
    expect(readdirSync(join(out, ".edgewright"))).toEqual(["manifest.json"]);
  });

  it("refuses a folder that is a file, and one that is being written to", async () => {
    writeFileSync(out, "");
    await expect(compareOutput(out, [])).rejects.toMatchObject({ code: "not-a-folder" });
    await expect(compareOutput(join(out, "below"), [])).rejects.toMatchObject({ code: "not-a-folder" });
    rmSync(out);
    put(".edgewright/lock", JSON.stringify(nodeDisk.self));
    await expect(compareOutput(out, [])).rejects.toMatchObject({ code: "busy" });
  });
});

describe("diffOutput", () => {
  it("shows a unified diff of what is changed, missing and to be removed", async () => {
    await writeOutput(out, [file("a/changed", "1\n2\n3\n"), file("a/mode"), file("a/removed"), file("a/same")]);
    chmodSync(join(out, "a/mode"), 0o600);
    expect(
      await diffOutput(out, [file("a/changed", "1\ntwo\n3\n"), file("a/mode"), file("a/new"), file("a/same")], { disk: readOnly }),
    ).toBe(
      [
        "--- a/a/changed",
        "+++ b/a/changed",
        "@@ -1,3 +1,3 @@",
        " 1",
        "-2",
        "+two",
        " 3",
        "a/mode: mode 0600 → 0644",
        "--- /dev/null",
        "+++ b/a/new",
        "@@ -0,0 +1,1 @@",
        "+a/new",
        "--- a/a/removed",
        "+++ /dev/null",
        "@@ -1,1 +0,0 @@",
        "-a/removed",
        "",
      ].join("\n"),
    );
  });

  it("is empty when there is no difference", async () => {
    await writeOutput(out, [keepalived("s3cret")]);
    expect(await diffOutput(out, [keepalived("s3cret")])).toBe("");
  });

  it("shows control characters of a file that somebody changed, instead of obeying them", async () => {
    await writeOutput(out, [file("a/1")]);
    put("a/1", "\u001b[2Jgone\r\n");
    expect(await diffOutput(out, [file("a/1")])).toContain("-\\x1b[2Jgone\\x0d\n");
  });

  it("does not show texts that are too big, or a file of other people", async () => {
    await writeOutput(out, [file("a/1"), file("a/2")]);
    put("a/1", "x\n".repeat(5 * 1024 * 1024));
    put("a/2", Array.from({ length: 30_000 }, (_, line) => `${line}\n`).join(""));
    put("b/1", "theirs\n");
    expect(await diffOutput(out, [file("a/1"), file("a/2"), file("b/1")])).toBe(
      [
        "a/1: changed; too big to show",
        "a/2: differs in too many lines to show",
        "b/1: edgewright did not write what stands there; render would refuse",
        "",
      ].join("\n"),
    );
  });
});

describe("secrets in differences", () => {
  const changedTo = async (text: string): Promise<string> => {
    await writeOutput(out, [keepalived("s3cret")]);
    put("a/keepalived.conf", text);
    return diffOutput(out, [keepalived("s3cret")]);
  };
  const { text, redacted } = keepalived("s3cret");

  const neverShown = ["s3cret", "0ldpass"];
  const expectNoSecret = (shown: string): void => {
    for (const value of neverShown) expect(shown).not.toContain(value);
  };

  it.each([
    ["an earlier value", text.replace("s3cret", "0ldpass"), "-        auth_pass <hidden>\n+        auth_pass <secret VRRP>\n"],
    [
      "an earlier value, written otherwise",
      text.replace("    auth_pass s3cret", "\tauth_pass  '0ldpass' # was 0ldpass"),
      "-    \tauth_pass <hidden>\n",
    ],
    ["an earlier value under another keyword", text.replace("auth_pass s3cret", "password 0ldpass"), "-        <hidden> <hidden>\n"],
    [
      "the present value where it does not belong",
      text.replace("public", "s3cret"),
      "-vrrp_instance <hidden> {\n+vrrp_instance public {\n",
    ],
    ["the redacted form", redacted, "a/keepalived.conf: changed in what is not shown: the value of a secret\n"],
    ["the redacted form, and another change", redacted.replace("0.1", "1"), "-    advert_int <hidden>\n+    advert_int 0.1\n"],
    ["nothing but the secret", "s3cret", "-<hidden>\n"],
    ["nothing", "", "+        auth_pass <secret VRRP>\n"],
  ])("%s", async (_, found, expected) => {
    const shown = await changedTo(found);
    expect(shown).toContain(expected);
    expectNoSecret(shown);
  });

  it("a file that is missing, that held a secret before, or that is to be removed", async () => {
    const missing = await diffOutput(out, [keepalived("s3cret")]);
    expect(missing).toContain("+        auth_pass <secret VRRP>\n");
    await writeOutput(out, [keepalived("0ldpass")]);
    chmodSync(join(out, "a/keepalived.conf"), 0o644); // Only the manifest tells that it is not for everybody.
    const heldBefore = await diffOutput(out, [file("a/keepalived.conf", "vrrp_instance public {\n}\n")]);
    expect(heldBefore).toContain("-        <hidden> <hidden>\n");
    const removed = await diffOutput(out, []);
    expect(removed).toBe("a/keepalived.conf: would be removed; its text is not shown, since it can hold a secret\n");
    for (const shown of [missing, heldBefore, removed]) expectNoSecret(shown);
  });

  it("a file without one that somebody has closed to others", async () => {
    await writeOutput(out, [file("a/1", "public\n")]);
    put("a/1", "public\npassword 0ldpass\n");
    chmodSync(join(out, "a/1"), 0o600);
    const shown = await diffOutput(out, [file("a/1", "public\n")]);
    expect(shown).toContain(" public\n-<hidden> <hidden>\n");
    expectNoSecret(shown);
  });

  it("a mask that does not stay within its line hides the whole text", async () => {
    await writeOutput(out, [{ ...file("a/k", "one s3cret\ntwo\n"), mode: 0o640, redacted: "one <secret A>" }]);
    put("a/k", "one 0ldpass\ntwo\n");
    const shown = await diffOutput(out, [{ ...file("a/k", "one s3cret\ntwo\n"), mode: 0o640, redacted: "one <secret A>" }]);
    expect(shown).toContain("-<hidden>\n-<hidden>\n");
    expectNoSecret(shown);
  });
});
