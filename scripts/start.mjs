// npm start: sets everything up and renders the example of the README to out/.
import { buildAll, checkNode, installPackages, must, say } from "./lib.mjs";

checkNode();
installPackages();
buildAll();
say("edgewright render examples/on-prem/edge.yaml --out out");
must(process.execPath, ["packages/cli/dist/bin.js", "render", "examples/on-prem/edge.yaml", "--out", "out"]);
console.log("\nEach arrow says where the file goes on its machine. The README says in which order, and what to look at.");
