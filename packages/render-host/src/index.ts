import { conventions, type DraftFile, type Machine, type Plan, type Print, type Renderer } from "@edgewright/core";
import { lowerCheckScript, lowerFirewall, lowerHaproxyService, lowerHeading, lowerSysusers } from "./lower/lower.js";
import { maxconnAddsUp } from "./rules/maxconn-adds-up.js";
import { firewallNft, haproxyAnswers, haproxyService, keepalivedService, sysctlConf, sysusersConf } from "./templates.generated.js";

function machineFiles(plan: Plan, machine: Machine, print: Print): readonly DraftFile[] {
  const file = (path: string, text: string, mode = 0o644): DraftFile => ({ path: `${machine.name}/host${path}`, text, mode });
  return [
    file("/etc/sysctl.d/90-edgewright.conf", print(sysctlConf, lowerHeading(plan, machine))),
    file("/etc/nftables.d/edgewright.nft", print(firewallNft, lowerFirewall(plan, machine))),
    file("/etc/systemd/system/haproxy.service.d/edgewright.conf", print(haproxyService, lowerHaproxyService(plan, machine))),
    file("/etc/systemd/system/keepalived.service.d/edgewright.conf", print(keepalivedService, lowerHeading(plan, machine))),
    file("/etc/sysusers.d/edgewright.conf", print(sysusersConf, lowerSysusers(plan, machine))),
    file(conventions.checkScript, print(haproxyAnswers, lowerCheckScript(plan, machine)), 0o755),
  ];
}

/** Renders what a load balancer must have beside the two daemons, laid out as under `/`. */
export const host: Renderer = {
  name: "host",
  rules: [maxconnAddsUp],
  pages: [],
  templates: [sysctlConf, firewallNft, haproxyService, keepalivedService, sysusersConf, haproxyAnswers],
  render: (plan, print) => plan.machines.flatMap((machine) => machineFiles(plan, machine, print)),
};

export type { CheckScriptView, FirewallView, HaproxyServiceView, KeepalivedServiceView, SysctlView, SysusersView } from "./view.js";
