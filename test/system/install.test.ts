import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocksOf, commandsOf } from "../docs/blocks.js";
import { placeOf } from "./lab/install.js";
import { type Lab, openLab } from "./lab/lab.js";
import { type MachineRoot, openMachineRoot } from "./lab/machine-root.js";
import { createNetwork } from "./lab/namespaces.js";
import { renderExample } from "./support/examples.js";

const name = "hapxy1";
const files = renderExample("on-prem").machines.get(name) ?? new Map();
const blocks = blocksOf("README.md");
const commands = (marker: string): readonly string[] => blocks.filter((block) => block.marker === marker).flatMap(commandsOf);

let lab: Lab;
let root: MachineRoot;

beforeAll(async () => {
  lab = openLab();
  const namespace = createNetwork(lab).addNamespace(name, [{ name: "ens160", addresses: ["192.168.103.11/24"], segment: "front" }]);
  root = await openMachineRoot(lab, name, namespace);
  for (const [path, file] of files) root.write(`/root/${name}/${path}`, file);
  // What a namespace has no use for: its packages are the machine's, and no systemd runs in it. The calls are kept, in their order.
  for (const tool of ["apt-get", "systemctl"])
    root.write(`/usr/local/sbin/${tool}`, { text: `#!/bin/sh\necho "${tool} $*" >> /run/calls\n`, mode: 0o755 });
});
afterAll(() => lab.remove());

function onMachine(command: string) {
  const [program = "", ...args] = root.inside;
  const { status, stdout, stderr } = spawnSync(program, [...args, "sh", "-c", `cd /root/${name} && ${command}`], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** What a command may say on standard error: the two checks nothing at all that warns. */
const warns = (text: string): boolean => /warn|error|alert/i.test(text);

describe("the README's commands for a machine, in their order, on a machine of its own", () => {
  it("all succeed, and the daemons' checks print no warning", () => {
    expect(commands("runs: machine").length).toBeGreaterThan(8);
    for (const command of commands("runs: machine")) {
      const { status, stdout, stderr } = onMachine(command);
      expect({ command, status, said: status === 0 ? "" : stderr }).toEqual({ command, status: 0, said: "" });
      expect(warns(stdout + stderr), `${command}: ${stdout}${stderr}`).toBe(false);
    }
  });

  it("lay every rendered file where the tree says it goes", () => {
    for (const [path, { text }] of files) expect(root.read(placeOf(path)), path).toBe(text);
    expect(
      onMachine("stat -c %a /usr/local/libexec/edgewright/haproxy-answers /etc/haproxy/haproxy.cfg /etc/keepalived/keepalived.conf").stdout,
    ).toBe("755\n640\n640\n");
  });

  it("make the check's user, and let HAProxy bind an address that is not there", () => {
    expect(onMachine("getent passwd keepalived_script").stdout).toContain("keepalived_script");
    expect(onMachine("cat /proc/sys/net/ipv4/ip_nonlocal_bind /proc/sys/net/ipv6/ip_nonlocal_bind").stdout).toBe("1\n1\n");
  });

  it("start HAProxy before keepalived, after the units were read again", () => {
    const calls = root.read("/run/calls").trimEnd().split("\n");
    const order = ["systemctl daemon-reload", "systemctl restart haproxy", "systemctl restart keepalived"].map((call) =>
      calls.indexOf(call),
    );
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it("the command that looks shows the interface and its address", () => {
    const [look = ""] = commands("runs: look");
    expect(onMachine(look).stdout).toMatch(/^ens160\S*\s+UP\s+.*192\.168\.103\.11\/24/);
  });
});
