import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asWest, change, smallest } from "./support/documents.js";
import { type Folder, folder, renderedFolder } from "./support/folder.js";
import { root } from "./support/run.js";

/** A folder that holds a copy of another one, as `out`. */
function withOut(from: string): Folder {
  const place = folder();
  cpSync(join(root, from), place.path("out"), { recursive: true });
  return place;
}

/** One line of a file changed, which must be there. */
function mend(place: Folder, file: string, from: string, to: string): void {
  const text = place.read(file);
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  place.write(file, text.replace(from, to));
}

const unknownAddresses =
  "  not judged: unicast-source-on-machine: no file says which addresses a machine has; each unicast_src_ip was compared with the other machine's files\n";

describe("a folder that render wrote", () => {
  it.each(readdirSync(join(root, "examples")))("is fine: %s", (name) => {
    const { status, stdout, stderr } = withOut(`examples/${name}/expected`).run("check out");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^out: fine; 2 machines \(hapxy1, hapxy2\), [12] pairs? of VRRP instances(, the controller's ConfigMap)?; \d+ rules\n/,
    );
  });

  it("says what it looked at, and what it could not judge", () => {
    const place = renderedFolder();
    expect(place.run("check out")).toEqual({
      status: 0,
      stdout: `out: fine; 2 machines (hapxy1, hapxy2), 1 pair of VRRP instances, the controller's ConfigMap; 35 rules\n${unknownAddresses}`,
      stderr: "",
    });
  });

  it("is not changed by it", () => {
    const place = renderedFolder();
    const before = place.tree();
    place.run("check out edge.yaml");
    expect(place.tree()).toEqual(before);
  });

  it("stands beside documents", () => {
    const place = renderedFolder();
    const { status, stdout } = place.run("check edge.yaml out");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^edge\.yaml: fine; it renders 18 files\nout: fine; /);
    place.write("bad.yaml", change("backup: hapxy2", "backup: hapxy3"));
    const bad = place.run("check bad.yaml out");
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/^out: fine; /);
    expect(bad.stderr).toMatch(/\n1 error; nothing can be rendered\.\n$/);
  });

  it("of several documents is several folders", () => {
    const place = folder({ "east.yaml": smallest.replace("on-prem", "east"), "west.yaml": asWest(smallest) });
    place.run("render east.yaml west.yaml --out out");
    mend(place, "out/west/hapxy4/keepalived.conf", "virtual_router_id 52", "virtual_router_id 53");
    const { status, stdout, stderr } = place.run("check out");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^out\/east: fine; 2 machines .*\n.*\nout\/west: 2 machines /);
    expect(stderr).toMatch(/^out\/west\/hapxy4\/keepalived\.conf:42:23 error pair-agrees: /);
  });
});

describe("a pair from a tutorial", () => {
  it.each(["pretty", "json", "github"])("is told everything in one run, as %s", async (format) => {
    const { status, stdout, stderr } = withOut("test/cli/fixtures/tutorial").run(`check out --format ${format}`);
    expect(status).toBe(1);
    await expect(`$ edgewright check out --format ${format}\n${stderr}${stdout}`).toMatchFileSnapshot(
      `golden/check-folder/tutorial-${format}.txt`,
    );
  });

  it("keeps its passwords to itself", () => {
    const place = withOut("test/cli/fixtures/tutorial");
    for (const format of ["pretty", "json", "github"])
      expect(place.run(`check out --format ${format}`).stderr).not.toMatch(/s3cret01|t0psecret/);
  });
});

describe("what cannot be judged is said", () => {
  it("one machine alone, without host/ and manifests", () => {
    const place = folder();
    cpSync(join(root, "examples/on-prem/expected/hapxy1/haproxy.cfg"), place.path("out/hapxy1/haproxy.cfg"));
    cpSync(join(root, "examples/on-prem/expected/hapxy1/keepalived.conf"), place.path("out/hapxy1/keepalived.conf"));
    expect(place.run("check out")).toEqual({
      status: 0,
      stdout: `out: fine; 1 machine (hapxy1), 0 pairs of VRRP instances; 35 rules
  not judged: pair-agrees: the other machine's keepalived.conf is not there
${unknownAddresses}  not judged: nonlocal-bind: hapxy1 has no host/ folder
  not judged: proxy-protocol-both-ends: no ConfigMap in kubernetes/ says use-proxy-protocol
`,
      stderr: "",
    });
  });

  it("a link is not followed", () => {
    const place = renderedFolder();
    mkdirSync(place.path("out/hapxy3"));
    symlinkSync("/etc/hostname", place.path("out/hapxy3/keepalived.conf"));
    symlinkSync(place.path("out/hapxy1"), place.path("out/hapxy4"));
    const { status, stdout } = place.run("check out");
    expect(status).toBe(0);
    expect(stdout).toContain("2 machines (hapxy1, hapxy2)");
    expect(stdout).toContain("  not judged: out/hapxy3/keepalived.conf: it is no plain file or folder, and links are not followed\n");
    expect(stdout).toContain("  not judged: out/hapxy4: it is no plain file or folder, and links are not followed\n");
  });

  it("but the folder that is named may be one", () => {
    const place = renderedFolder();
    symlinkSync("out", place.path("current"));
    expect(place.run("check current").stdout).toMatch(/^current: fine; 2 machines /);
  });
});

describe("a folder that is none", () => {
  const refused = (stderr: string) => ({ status: 2, stdout: "", stderr: `edgewright: ${stderr}\n` });

  it("of load balancers", () => {
    const place = folder({ "empty/notes.txt": "" });
    expect(place.run("check empty")).toEqual(
      refused(
        "empty has no load balancer's folder: none with haproxy.cfg or keepalived.conf; name the folder that render wrote, or one laid out like it: hapxy1/keepalived.conf, hapxy2/keepalived.conf",
      ),
    );
  });

  it("of both machines", () => {
    expect(renderedFolder().run("check out/hapxy1")).toEqual(
      refused("out/hapxy1 is one machine's folder, and a pair is judged together; name the folder above hapxy1"),
    );
  });

  it("of text", () => {
    const place = folder({ "out/hapxy1/haproxy.cfg": new Uint8Array([0xff, 0xfe]) });
    expect(place.run("check out")).toEqual(refused("out/hapxy1/haproxy.cfg is not UTF-8 text; save it as UTF-8"));
  });

  it("of a sane size", () => {
    const place = folder({ "out/hapxy1/haproxy.cfg": new Uint8Array(33 * 1024 * 1024) });
    expect(place.run("check out")).toEqual(
      refused("out/hapxy1/haproxy.cfg is 33 MB, more than the 32 MB that are read; is it the right file?"),
    );
  });
});

describe("render judges what it rendered", () => {
  const raw = (): string =>
    `${smallest}raw:\n  haproxy:\n    backends:\n      ingress_http: ["http-check send meth GET uri /a", option httpchk GET /b]\n`;

  it("and writes nothing where raw lines break a law", () => {
    const place = folder({ "edge.yaml": raw() });
    const { status, stdout, stderr } = place.run("render edge.yaml --out out");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatchInlineSnapshot(`
      "hapxy1/haproxy.cfg:72:5 error check-order: backend ingress_http on hapxy1: option httpchk comes after http-check send, and replaces what it asks
      72 |     option httpchk GET /b
         |     ^^^^^^ what it replaces (at 71:5)
         | the file is rendered: raw lines or a template of your own brought this
      fix: option httpchk first, alone; then http-check send, then http-check expect
      why: edgewright rule check-order

      hapxy2/haproxy.cfg:72:5 error check-order: backend ingress_http on hapxy2: option httpchk comes after http-check send, and replaces what it asks
      72 |     option httpchk GET /b
         |     ^^^^^^ what it replaces (at 71:5)
         | the file is rendered: raw lines or a template of your own brought this
      fix: option httpchk first, alone; then http-check send, then http-check expect
      why: edgewright rule check-order
      2 errors; nothing was written.
      "
    `);
    expect(Object.keys(place.tree())).toEqual(["edge.yaml"]);
  });

  it("names the file as it would be written, with several documents too", () => {
    const place = folder({ "a.yaml": smallest.replace("on-prem", "east"), "b.yaml": asWest(raw()) });
    const { stderr } = place.run("check a.yaml b.yaml");
    expect(stderr).toMatch(/^west\/hapxy3\/haproxy\.cfg:\d+:5 error check-order: /);
    expect(stderr).toContain(" |     option httpchk GET /b\n");
  });

  it("and shows no secret", () => {
    const document = `${raw()}observability:\n  stats: { port: 8404, auth: { username: ops, password: { env: STATS } } }\n`;
    const place = folder({ "edge.yaml": document });
    const { status, stderr } = place.run("render edge.yaml --out out", { env: { STATS: "hunter22" } });
    expect(status).toBe(1);
    expect(stderr).toContain("error check-order: ");
    expect(stderr).not.toContain("hunter22");
  });
});
