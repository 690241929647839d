// npm run bench: start-up of the command, then the parts of compile. Build first. `npm run bench -- --write` puts both into docs/performance.md.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { compileTable } from "./compile.mjs";
import { startUpTable } from "./start-up.mjs";

const page = fileURLToPath(new URL("../docs/performance.md", import.meta.url));
const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;

const text = `# Performance

Written by \`npm run build && npm run bench -- --write\` on ${machine}: medians of runs that take turns. Compare the ratios, not
the milliseconds: the machine may have been busy. Start-up is by the clock, compile in processor time.

## Start-up

${startUpTable().join("\n")}

## Compile, in process

50 nodes, 8 VIPs on one pair of machines, and routes with TLS, several paths, and options (\`benchmarks/large-document.mjs\`). Rules and proof should
take less than half of what rendering takes at 10 000 routes, and every part should grow with the routes and no faster.

${compileTable().join("\n")}
`;

if (process.argv.includes("--write")) writeFileSync(page, text);
console.log(text);
