import type { KeepalivedFile } from "../files/read-keepalived.js";
import { findLast, type Word } from "../files/text.js";
import { globalSetting, type TrackerDefinition, trackersOf } from "../files/vrrp.js";
import type { FileRule } from "./file-rule.js";

interface Script {
  readonly name: string;
  readonly at: TrackerDefinition["at"];
  readonly lines: TrackerDefinition["lines"];
  readonly command: Word;
}

const scriptsOf = (file: KeepalivedFile): readonly Script[] =>
  trackersOf(file).flatMap(({ kind, name, at, lines }) => {
    const command = kind === "script" ? findLast(lines, "script")?.values[0] : undefined;
    return command === undefined ? [] : [{ name, at, lines, command }];
  });

/** Who may write a check may run commands as whoever runs it. */
export const scriptSecurity: FileRule = {
  id: "script-security",
  law: "a vrrp_script is an absolute path, runs as a user of its own, and enable_script_security is set",
  why: "keepalived runs scripts as root where no user is said and keepalived_script does not exist; a name without a path is looked up in a PATH that is not yours",
  source: "keepalived.conf(5), script_user, enable_script_security",
  severity: "warning",
  safety: false,
  breaks: `--- hapxy1/keepalived.conf
-    enable_script_security`,
  keeps: `--- hapxy1/keepalived.conf
-    script_user keepalived_script
+    script_user nobody`,
  fix: "script_user keepalived_script and enable_script_security in global_defs, and the script's whole path",
  check: ({ machines }, report) => {
    for (const { name: machine, keepalived } of machines) {
      const scripts = keepalived === null ? [] : scriptsOf(keepalived);
      const [first] = scripts;
      if (keepalived === null || first === undefined) continue;
      const general = globalSetting(keepalived, "script_user")?.values[0] ?? null;
      for (const { name, command, lines } of scripts) {
        const user = findLast(lines, "user")?.values[0] ?? general;
        if (!command.text.startsWith("/")) report({ message: `vrrp_script ${name} on ${machine} is no absolute path`, at: command.at });
        if (user === null || user.text === "root")
          report({ message: `vrrp_script ${name} on ${machine} runs as root`, at: user?.at ?? command.at });
      }
      if (globalSetting(keepalived, "enable_script_security") === null)
        report({ message: `${machine}: enable_script_security is not set`, at: first.at });
    }
  },
};
