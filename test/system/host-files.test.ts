import { describe, expect, it } from "vitest";
import { placeOf } from "./lab/install.js";
import { parseSysctls } from "./lab/namespaces.js";
import { renderExample } from "./support/examples.js";
import { type Ended, execute } from "./support/execute.js";
import { useEdge } from "./support/use-edge.js";

const rendered = renderExample("on-prem");
const files = rendered.machines.get("hapxy1") ?? expect.fail("no files");
const CHECK = "host/usr/local/libexec/edgewright/haproxy-answers";
const SYSCTLS = "host/etc/sysctl.d/90-edgewright.conf";
const HAPROXY_DROP_IN = "host/etc/systemd/system/haproxy.service.d/edgewright.conf";
const USER = "keepalived_script";
const LIMIT = 0.8;

const textOf = (path: string): string => files.get(path)?.text ?? expect.fail(`${path} is not rendered`);

describe("host/ on a machine", () => {
  const edge = useEdge(rendered);
  const on = (name: string, ...command: readonly string[]): Ended => execute([...edge().machine(name).root.inside, ...command]);
  const verify = (): Ended => on("hapxy1", "systemd-analyze", "verify", "--man=no", "haproxy.service", "keepalived.service");

  it("has drop-ins that systemd takes without a word, and would complain about wrong ones", () => {
    expect(verify()).toMatchObject({ status: 0, output: "" });
    const { root } = edge().machine("hapxy1");
    const text = textOf(HAPROXY_DROP_IN);
    root.write(placeOf(HAPROXY_DROP_IN), { text: text.replace("LimitNOFILE=", "LimitNOFILES=") });
    expect(verify().output).toContain("LimitNOFILES");
    root.write(placeOf(HAPROXY_DROP_IN), { text });
  });

  it("creates the check's user, who may not log in", () => {
    const { root } = edge().machine("hapxy1");
    for (const path of ["/etc/passwd", "/etc/group"])
      root.write(path, { text: root.read(path).replace(new RegExp(`^${USER}:.*\n`, "m"), "") });
    expect(on("hapxy1", "id", USER).status).not.toBe(0);
    expect(on("hapxy1", "systemd-sysusers", "/etc/sysusers.d/edgewright.conf").status).toBe(0);
    expect(on("hapxy1", "getent", "passwd", USER)).toMatchObject({ status: 0, output: expect.stringMatching(/:\/usr\/sbin\/nologin\n$/) });
  });

  it("has a sysctl file of nothing but settings, which the kernel takes", () => {
    const text = textOf(SYSCTLS);
    const settings = parseSysctls(text);
    expect(settings.length).toBe(text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length);
    for (const [key, value] of settings)
      expect([
        key,
        edge()
          .machine("hapxy2")
          .namespace.run("cat", `/proc/sys/${key.replaceAll(".", "/")}`)
          .trim(),
      ]).toEqual([key, value]);
  });

  it("has every file with the permissions that it was given", () => {
    const modes = [...files].map(([path]) => [path, on("hapxy1", "stat", "--format=%a", placeOf(path)).output.trim()]);
    expect(Object.fromEntries(modes)).toEqual(Object.fromEntries([...files].map(([path, { mode = 0o644 }]) => [path, mode.toString(8)])));
    expect(files.get(CHECK)?.mode).toBe(0o755);
  });
});

describe("haproxy-answers", () => {
  const edge = useEdge(rendered);
  /** As keepalived runs it: by its own user, with the limit of the rendered vrrp_script. */
  const check = (): Ended => {
    const as = ["setpriv", `--reuid=${USER}`, `--regid=${USER}`, "--clear-groups"];
    return execute([...edge().machine("hapxy1").root.inside, ...as, placeOf(CHECK), String(LIMIT)]);
  };

  it("is a shell script that POSIX shells parse", () => {
    expect(execute(["sh", "-n"], textOf(CHECK))).toMatchObject({ status: 0, output: "" });
  });

  it("is what keepalived is told to run", () => {
    expect(textOf("keepalived.conf")).toContain(`script "${placeOf(CHECK)} ${LIMIT}"`);
  });

  it("succeeds while HAProxy answers, fails in time while it hangs, and at once when it is dead", async () => {
    const machine = edge().machine("hapxy1");
    expect(check()).toMatchObject({ status: 0, output: "" });
    machine.hangHaproxy();
    const hung = check();
    machine.resumeHaproxy();
    expect(hung.status).not.toBe(0);
    expect(hung.milliseconds).toBeGreaterThanOrEqual(LIMIT * 1000);
    // The script's own limit and, for a busy machine, as much again.
    expect(hung.milliseconds).toBeLessThan(LIMIT * 2000);
    expect(check().status).toBe(0);
    await machine.killHaproxy();
    expect(check().status).not.toBe(0);
  });
});
