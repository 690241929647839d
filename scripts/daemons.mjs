// Installs Debian's packages of the daemons that the tests run, without starting a service.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isRoot, must, run, say } from "./lib.mjs";

/** Package, and the program by which it is seen to be there. */
const packages = [
  ["haproxy", "/usr/sbin/haproxy"],
  ["keepalived", "/usr/sbin/keepalived"],
  ["nginx-light", "/usr/sbin/nginx"],
  ["iproute2", "/usr/sbin/ip"],
  ["nftables", "/usr/sbin/nft"],
  ["openssl", "/usr/bin/openssl"],
  ["systemd", "/usr/bin/systemd-analyze"],
];

const missing = () =>
  packages.filter(
    ([, program]) =>
      !existsSync(program) && !existsSync(program.replace("/usr/sbin", "/usr/bin")) && !existsSync(program.replace("/usr", "")),
  );

const isDebian = () =>
  existsSync("/usr/bin/apt-get") &&
  /^ID(_LIKE)?=.*debian/m.test(existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "");

/** invoke-rc.d asks this file; 101 forbids every start. One that is there already is somebody else's and stays. */
const policy = "/usr/sbin/policy-rc.d";

function withoutServices(work) {
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    work();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

/** Installs what is missing; gives why the tests on real daemons cannot run, or null. */
export function installDaemons() {
  const absent = missing().map(([name]) => name);
  if (!isRoot) return "network namespaces and daemons need root";
  if (absent.length === 0) return null;
  if (!isDebian()) return `this is not Debian, and ${absent.join(", ")} cannot be installed by apt-get`;
  say(`Debian packages: ${absent.join(", ")} (their services are not started)`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  withoutServices(() => {
    run("apt-get", ["update", "-qq"], { env });
    must("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...absent], { env });
  });
  return null;
}
