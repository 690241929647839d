import { startDaemon } from "./daemon.js";
import { openLab } from "./lab.js";
import { createNetwork } from "./namespaces.js";

// For lab.test.ts: a run that builds a lab, says its name, and then does not come to its end.
const lab = openLab();
const namespace = createNetwork(lab).addNamespace("machine", [{ name: "ens160", segment: "lan", addresses: ["192.0.2.11/24"] }]);
await startDaemon(lab, "sleeper", ["nsenter", `--net=${namespace.path}`, "sleep", "infinity"]);
process.stdout.write(`${lab.id}\n`);
