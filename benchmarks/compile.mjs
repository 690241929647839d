// The parts of compile in one process: medians of processor time, and their growth with the number of routes. Build first.
import { compile, coreRules, printTemplate, renderers, requiredSecrets } from "../packages/cli/dist/index.js";
import { largeDocument } from "./large-document.mjs";
import { median } from "./median.mjs";

const sizes = [1_000, 10_000, 100_000];
/** More repetitions of what is short. */
const repetitions = (routes) => Math.max(3, Math.min(15, Math.round(150_000 / routes)));

/** The plan of a sound document, as renderers are given it. */
function planOf(document) {
  const plans = [];
  const keeper = { name: "plan", rules: [], pages: [], templates: [], render: (plan) => plans.slice(plans.push(plan)) };
  const { ok, diagnostics } = compile(document, { renderers: [keeper] });
  if (!ok) throw new Error(`the document is unsound: ${diagnostics[0].message}`);
  return plans[0];
}

const allRules = [coreRules, ...renderers.map(({ rules }) => rules)].flat();
const print = (template, view) => printTemplate(template, view);

const report = (violation) => {
  if (violation.severity === "error") throw new Error(violation.message);
};

const parts = {
  "schema and resolve": ({ document }) => requiredSecrets(document),
  "rules and proof": ({ plan }) => {
    for (const rule of allRules) rule.check(plan, report);
  },
  render: ({ plan }) => renderers.flatMap((renderer) => renderer.render(plan, print)),
  "compile as a whole": ({ document }) => compile(document, { renderers }),
};

/** The processor's time, collecting garbage with it: a machine that is busy with other things counts less than on the clock. */
function milliseconds(part, subject) {
  const start = process.cpuUsage();
  part(subject);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function measure(routes) {
  const document = largeDocument(routes);
  const subject = { document, plan: planOf(document) };
  const times = Object.fromEntries(Object.keys(parts).map((name) => [name, []]));
  // In turn, so that a machine whose speed drifts drifts for all of them. The first round only warms up.
  for (let run = 0; run <= repetitions(routes); run++)
    for (const [name, part] of Object.entries(parts)) {
      const taken = milliseconds(part, subject);
      if (run > 0) times[name].push(taken);
    }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

/** Every rule alone, the slowest first: where the time of the rules goes. */
function slowest(routes, count) {
  const plan = planOf(largeDocument(routes));
  const timed = allRules.map((rule) => ({
    id: rule.id,
    taken: median(Array.from({ length: 5 }, () => milliseconds(() => rule.check(plan, report), null))),
  }));
  return timed.sort((a, b) => b.taken - a.taken).slice(0, count);
}

/** The benchmark's lines, as a table in Markdown. */
export function compileTable() {
  const measured = sizes.map((routes) => ({ routes, times: measure(routes) }));
  const names = Object.keys(parts);
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const ms = (value) => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
  const ratio = ({ times }) => (times["rules and proof"] / times.render).toFixed(2);
  return [
    row(["routes", ...names, "rules and proof ÷ render"]),
    row(["---:", ...names.map(() => "---:"), "---:"]),
    ...measured.map((each) => row([each.routes, ...names.map((name) => ms(each.times[name])), ratio(each)])),
    "",
    "Growth for ten times the routes:",
    "",
    row(["from", "to", ...names]),
    row(["---:", "---:", ...names.map(() => "---:")]),
    ...measured
      .slice(1)
      .map(({ routes, times }, index) =>
        row([measured[index].routes, routes, ...names.map((name) => `× ${(times[name] / measured[index].times[name]).toFixed(1)}`)]),
      ),
    "",
    `The slowest rules, at 10 000 routes: ${slowest(10_000, 5)
      .map(({ id, taken }) => `\`${id}\` ${ms(taken)}`)
      .join(", ")}.`,
  ];
}
