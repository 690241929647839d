import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { asModule } from "./support/documents.js";
import { example, type Folder, folder } from "./support/folder.js";
import { bin, commandLine, environment } from "./support/run.js";

/** A loader's hook that lists what is loaded (Node.js, "Customization hooks"): URLs of ES modules, and of the CommonJS that they import. */
const hook = `import { appendFileSync } from "node:fs";
export async function load(url, context, next) {
  appendFileSync(process.env.LOADED, url + "\\n");
  return next(url, context);
}
`;
const register = `import { register } from "node:module";
register("./hook.mjs", import.meta.url);
`;

interface Loaded {
  readonly files: readonly string[];
  /** The text of all of them: a library that is bundled is known by what only it says. */
  readonly text: string;
}

function loadedBy(place: Folder, args: string): Loaded {
  place.write("hook.mjs", hook);
  place.write("register.mjs", register);
  place.write("loaded.txt", "");
  const { status, stderr } = place.run(args, {
    nodeOptions: ["--import", place.path("register.mjs")],
    env: { LOADED: place.path("loaded.txt") },
  });
  expect({ args, status, stderr }).toEqual({ args, status: args.endsWith("--diff") ? 1 : 0, stderr: "" });
  const urls = place.read("loaded.txt").split("\n");
  const files = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  const ours = files.filter((file) => file.startsWith(dirname(bin)));
  return { files, text: ours.map((file) => readFileSync(file, "utf8")).join("\n") };
}

/** Words that one library alone has. */
const marks = {
  yaml: "tag:yaml.org,2002:binary",
  zod: "ZodError",
  diff: "createTwoFilesPatch",
  "nunjucks' compiler": "_compileAggregate",
  "the HAProxy template": "option redispatch",
} as const;
type Library = keyof typeof marks | "jiti";

const librariesIn = ({ files, text }: Loaded): readonly Library[] => [
  ...(Object.keys(marks) as (keyof typeof marks)[]).filter((name) => text.includes(marks[name])),
  ...(files.some((file) => file.includes("/jiti/")) ? (["jiti"] as const) : []),
];

describe("a command loads what it needs", () => {
  const cases: readonly (readonly [args: string, without: readonly Library[], needed: readonly Library[]])[] = [
    ["--version", ["yaml", "zod", "diff", "nunjucks' compiler", "the HAProxy template", "jiti"], []],
    ["--help", ["yaml", "zod", "diff", "nunjucks' compiler", "the HAProxy template", "jiti"], []],
    ["rule vrid-range", ["yaml", "diff", "nunjucks' compiler", "jiti"], []],
    ["schema", ["yaml", "diff", "nunjucks' compiler", "the HAProxy template", "jiti"], ["zod"]],
    ["init new.yaml", ["yaml", "diff", "nunjucks' compiler", "the HAProxy template", "jiti"], ["zod"]],
    ["check edge.yaml", ["diff", "nunjucks' compiler", "jiti"], ["yaml", "zod", "the HAProxy template"]],
    ["render edge.yaml --out out", ["diff", "nunjucks' compiler", "jiti"], ["yaml"]],
    ["render edge.yaml --out out --diff", ["nunjucks' compiler", "jiti"], ["yaml", "diff"]],
    ["check edge.yaml --templates templates", ["diff", "jiti"], ["nunjucks' compiler"]],
    ["explain edge.yaml shop.example.com", ["diff", "nunjucks' compiler", "jiti"], ["yaml", "zod", "the HAProxy template"]],
    ["check edge.mjs", ["diff", "nunjucks' compiler"], ["jiti"]],
  ];

  it.each(cases)("edgewright %s", (args, without, needed) => {
    const place = folder({ "edge.yaml": example("on-prem"), "templates/keepalived.conf.njk": "# {{ machine }}\n" });
    place.write("edge.mjs", `export default ${asModule};\n`);
    const libraries = librariesIn(loadedBy(place, args));
    expect(libraries.filter((name) => without.includes(name))).toEqual([]);
    expect(libraries).toEqual(expect.arrayContaining([...needed]));
  });
});

/** The middle of some runs, in milliseconds. */
function median(words: readonly string[], cwd: string): number {
  const [program = "", ...args] = words;
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    spawnSync(program, args, { cwd, env: environment() });
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[4] ?? 0;
}

it("measures its start-up, for people to read", () => {
  const place = folder({ "edge.yaml": example("on-prem") });
  const rows = [
    ["bare node", [process.execPath, "-e", "0"]],
    ...["--version", "rule vrid-range", "check edge.yaml"].map((args) => [`edgewright ${args}`, commandLine(args.split(" "))] as const),
  ] as const;
  const measured = rows.map(([what, words]) => `${what}: ${median(words, place.dir).toFixed(0)} ms`);
  console.log(`start-up, median of 9: ${measured.join(", ")}`);
  expect(measured).toHaveLength(4);
});
