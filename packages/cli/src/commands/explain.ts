import { explainRequest, formatWay, type Plan, parseRequest, placeWay, planOf, type Request } from "@edgewright/core";
import { closest } from "../closest.js";
import type { Command, Given } from "../command.js";
import { compileDocuments } from "../compile-documents.js";
import { compileOptions } from "../compile-options.js";
import { UsageError } from "../errors.js";
import { type Format, formatOf, report } from "../report.js";

const usage = "edgewright explain edge.yaml https://shop.example.com/cart";

function argumentsOf({ files }: Given): { readonly file: string; readonly request: Request } {
  const [file, url, ...more] = files;
  if (file === undefined || url === undefined || more.length > 0) throw new UsageError("explain takes one FILE and one URL", usage);
  if (/^(https?|tcp):\/\//i.test(file)) throw new UsageError(`${file} is a URL where the FILE stands`, `the FILE comes first: ${usage}`);
  const parsed = parseRequest(url);
  if (!parsed.ok) throw new UsageError(parsed.message, parsed.fix);
  return { file, request: parsed.request };
}

function checkName(option: string, name: string, names: readonly string[], what: string): void {
  if (names.includes(name)) return;
  const meant = closest(name, names);
  const list = names.length === 0 ? "it has none" : `one of ${names.slice(0, 8).join(", ")}`;
  throw new UsageError(`--${option} ${name} is no ${what} of the document`, meant === null ? list : `did you mean ${meant}?`);
}

const wayFormats = ["pretty", "json"] as const;

function formatOfWay(given: Given): Format {
  const format = given.one("format");
  if (format === "sarif" || format === "github")
    throw new UsageError(
      `--format ${format} is for diagnostics, and explain tells a way: pretty or json`,
      `edgewright check --format ${format} has the diagnostics`,
    );
  return formatOf(format, wayFormats);
}

const names = (entities: readonly { readonly name: string }[]): readonly string[] => entities.map(({ name }) => name);

function checkNames(given: Given, plan: Plan): void {
  for (const name of given.all("down")) checkName("down", name, names([...plan.machines, ...plan.nodes]), "machine or node");
  const vip = given.one("vip");
  if (vip !== null) checkName("vip", vip, names(plan.vips), "VIP");
}

export const explain: Command = {
  name: "explain",
  usage: "explain FILE URL [options]",
  summary:
    "Tells the way of one request: VIP and holder, listener, nodes and their shares, the rule that serves it and why, the Service, the client's\naddress. Each step names its line of the document and of the output. Exit status 1 where nothing serves it.",
  options: {
    down: { value: "NAME", help: "tell it with this machine or node gone; may be repeated", repeatable: true },
    vip: { value: "NAME", help: "the VIP that DNS leads to, where several serve the request (default: the first)" },
    ...compileOptions,
    format: { value: wayFormats.join("|"), help: "how the way and diagnostics are written (default: pretty)" },
  },
  examples: [
    [usage, "URL may leave out the scheme, or name an address: tcp://192.168.103.10:6443"],
    ["edgewright explain edge.yaml shop.example.com --down hapxy1 --down worker-2", "the same with a machine and a node gone"],
  ],
  run: async (given, terminal) => {
    const format = formatOfWay(given);
    const { file, request } = argumentsOf(given);
    const { ok, documents, diagnostics, sources } = await compileDocuments({ ...given, files: [file] }, terminal);
    report(terminal, format, diagnostics, sources, ok ? "the way is told all the same" : "there is no way to tell");
    const [document] = documents;
    const input = document?.input ?? null;
    const plan = input === null ? null : planOf(input.value, input.secrets);
    const source = sources.at(-1);
    if (!ok || document === undefined || plan === null || source === undefined) return 1;
    checkNames(given, plan);
    const way = explainRequest(plan, request, { down: [...new Set(given.all("down"))], vip: given.one("vip") });
    const places = { source, files: document.files };
    terminal.out(format === "json" ? `${JSON.stringify(placeWay(way, places), null, 2)}\n` : formatWay(way, places));
    return way.answer === null ? 1 : 0;
  },
};
