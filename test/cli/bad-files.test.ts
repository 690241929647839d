import { chmodSync, ftruncateSync, mkdirSync, openSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { smallest } from "./support/documents.js";
import { type Folder, folder, renderedFolder, withMode } from "./support/folder.js";

/** The end of every command that could not read or write: one sentence with a way out, exit status 2, nothing on standard output. */
const refused = (sentence: string) => ({ status: 2, stdout: "", stderr: `edgewright: ${sentence}\n` });

function sparseFile(place: Folder, name: string, bytes: number): void {
  ftruncateSync(openSync(place.path(name), "w"), bytes);
}

describe("a document that cannot be read", () => {
  it.each([
    ["missing.yaml", "missing.yaml does not exist; check the name"],
    ["edge.yaml/inside.yaml", "edge.yaml/inside.yaml does not exist: a part of its path is a file; check the name"],
    ["folder", "folder is a folder, not a file; name a file in it"],
    ["folder.ts", "folder.ts is a folder, not a file; name a file in it"],
    ["latin1.yaml", "latin1.yaml is not UTF-8 text; save it as UTF-8"],
    ["missing.ts", "missing.ts does not exist; check the name"],
  ])("%s", (file, sentence) => {
    const place = renderedFolder();
    mkdirSync(place.path("folder"));
    mkdirSync(place.path("folder.ts"));
    place.write("latin1.yaml", Buffer.from("name: Münster\n", "latin1"));
    const before = place.tree();
    expect(place.run(`render ${file} --out out`)).toEqual(refused(sentence));
    // check judges a folder that is laid out as render writes it.
    const noMachine = `${file} has no load balancer's folder: none with haproxy.cfg or keepalived.conf; name the folder that render wrote, or one laid out like it: hapxy1/keepalived.conf, hapxy2/keepalived.conf`;
    expect(place.run(`check ${file}`)).toEqual(refused(file.startsWith("folder") ? noMachine : sentence));
    expect(place.tree()).toEqual(before);
  });

  it("for lack of permission", () => {
    const place = renderedFolder();
    const before = place.tree();
    withMode(place, "edge.yaml", 0o000);
    const sentence = "edge.yaml cannot be read: permission denied; make it readable for this user";
    expect(place.run("render edge.yaml --out out", { unprivileged: true })).toEqual(refused(sentence));
    chmodSync(place.path("edge.yaml"), 0o644);
    expect(place.tree()).toEqual(before);
  });

  it("of 50 MB: refused unread, in little memory", () => {
    const place = renderedFolder();
    const before = place.tree("out");
    const limited = { nodeOptions: ["--max-old-space-size=24"] };
    for (const file of ["big.yaml", "big.ts", "big.json"]) {
      sparseFile(place, file, 50 * 1024 * 1024);
      const sentence = `${file} is 50 MB, more than the 32 MB that are read; is it the right file?`;
      expect(place.run(`render ${file} --out out`, limited)).toEqual(refused(sentence));
    }
    expect(place.tree("out")).toEqual(before);
  });

  it("of 50 MB from standard input: reading stops at the limit", () => {
    const input = Buffer.alloc(50 * 1024 * 1024, "# filler\n");
    expect(folder().run("check -", { input })).toEqual(
      refused("standard input is more than the 32 MB that are read; is it the right file?"),
    );
  });

  it("of 10 GB is refused as fast: its size is asked before it is opened for reading", () => {
    const place = folder();
    sparseFile(place, "big.yaml", 10 * 1024 ** 3);
    expect(place.run("check big.yaml")).toEqual(refused("big.yaml is 10240 MB, more than the 32 MB that are read; is it the right file?"));
  });

  it("behind a link to nowhere", () => {
    const place = folder();
    symlinkSync("gone.yaml", place.path("link.yaml"));
    expect(place.run("check link.yaml")).toEqual(refused("link.yaml does not exist; check the name"));
  });
});

describe("an output folder that cannot be written", () => {
  it("for lack of permission", () => {
    const place = renderedFolder();
    place.write("edge.yaml", smallest.replace("virtualRouterId: 51", "virtualRouterId: 52"));
    const before = place.tree("out");
    for (const name of ["out", "out/hapxy1", "out/.edgewright"]) withMode(place, name, 0o555);
    expect(place.run("render edge.yaml --out out", { unprivileged: true })).toEqual(
      refused(
        "cannot write to out: permission denied; nothing was changed; make the folder and what is in it writable for this user, or name another with --out, then render again",
      ),
    );
    expect(place.tree("out")).toEqual(before);
  });

  it("because it is a file", () => {
    const place = renderedFolder();
    const before = place.tree();
    expect(place.run("render edge.yaml --out edge.yaml")).toEqual(refused("edge.yaml is not a folder; name a folder with --out"));
    expect(place.tree()).toEqual(before);
  });

  it("because a part of its path is a file", () => {
    const place = renderedFolder();
    const before = place.tree();
    expect(place.run("render edge.yaml --out edge.yaml/out")).toEqual(
      refused(
        "cannot write to edge.yaml/out: it, or a part of its path, is a file; nothing was changed; name a folder with --out, then render again",
      ),
    );
    expect(place.tree()).toEqual(before);
  });

  it("because someone else's file is in the way", () => {
    const place = folder({ "edge.yaml": smallest, "out/hapxy1/haproxy.cfg": "# by hand\n" });
    const before = place.tree();
    expect(place.run("render edge.yaml --out out")).toEqual(
      refused(
        "edgewright did not write what stands there: out/hapxy1/haproxy.cfg; nothing was changed; move it away, or name another folder with --out, then render again",
      ),
    );
    expect(place.tree()).toEqual(before);
  });
});
