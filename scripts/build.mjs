// Builds every package: templates are checked and compiled, then ESM and CommonJS side by side, then the types of both.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { directImports } from "./direct-imports.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const renderers = ["render-haproxy", "render-keepalived", "render-k8s", "render-host"];
const at = (...parts) => join(root, "packages", ...parts);

const shared = {
  bundle: true,
  platform: "neutral",
  mainFields: ["module", "main"],
  target: "node20",
  logLevel: "warning",
  legalComments: "none",
};

/** One library package, its dependencies left to the package manager. */
async function buildLibrary(name, entries = ["index"]) {
  const entryPoints = Object.fromEntries(entries.map((entry) => [entry, at(name, "src", `${entry}.ts`)]));
  const options = { ...shared, entryPoints, packages: "external" };
  await build({ ...options, format: "esm", outdir: at(name, "dist"), splitting: entries.length > 1, chunkNames: "chunk-[hash]" });
  await build({ ...options, format: "cjs", outdir: at(name, "dist", "cjs"), platform: "node" });
  writeFileSync(at(name, "dist", "cjs", "package.json"), '{ "type": "commonjs" }\n');
}

/** `haproxy.cfg` is exported as haproxyCfg, `haproxy-answers` as haproxyAnswers. */
const exportName = (template) => template.replace(/[.-](\w)/g, (_, letter) => letter.toUpperCase());

/** The view module of a renderer, run as it stands: its zod schemas say what a template may use. */
async function loadViews(name) {
  const outfile = at(name, "dist", "view.build.mjs");
  await build({ ...shared, entryPoints: [at(name, "src", "view.ts")], packages: "external", format: "esm", outfile });
  const module = await import(`${pathToFileURL(outfile).href}?${Date.now()}`);
  rmSync(outfile);
  return module;
}

async function compileTemplates(name, { generateModule, formatProblem }, z) {
  const views = await loadViews(name);
  const folder = at(name, "src", "templates");
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".njk"))
    .sort();
  const templates = files.map((file) => {
    const template = basename(file, ".njk");
    const view = views.views[template];
    const viewType = Object.keys(views).find((key) => key !== "views" && views[key] === view);
    if (viewType === undefined) throw new Error(`packages/${name}/src/view.ts has no exported view for ${file}`);
    const schema = z.toJSONSchema(view, { target: "draft-2020-12" });
    return {
      name: template,
      exportName: exportName(template),
      viewType,
      file: `packages/${name}/src/templates/${file}`,
      text: readFileSync(join(folder, file), "utf8"),
      schema,
    };
  });
  const missing = Object.keys(views.views).filter((view) => !templates.some((template) => template.name === view));
  if (missing.length > 0) throw new Error(`packages/${name}/src/templates has no ${missing.join(", ")}.njk`);
  const result = generateModule(templates, "./view.js");
  if (!result.ok) {
    const texts = new Map(templates.map((template) => [template.file, template.text]));
    for (const problem of result.problems) console.error(`${formatProblem(problem, texts.get(problem.file) ?? "")}\n`);
    console.error(`${result.problems.length} problem(s) in the templates of ${name}; nothing was built.`);
    process.exit(1);
  }
  writeFileSync(at(name, "src", "templates.generated.ts"), result.code);
}

/** Our own packages, from their sources. */
const sources = Object.fromEntries(["core", ...renderers].map((name) => [`@edgewright/${name}`, at(name, "src", "index.ts")]));

/** The command in one bundle, in chunks that are loaded when they are needed: most of the start-up is finding and opening files. */
async function buildCommand() {
  if (!existsSync(at("cli", "src", "bin.ts"))) return;
  await build({
    ...shared,
    entryPoints: { bin: at("cli", "src", "bin.ts") },
    platform: "node",
    format: "esm",
    splitting: true,
    chunkNames: "bin-[hash]",
    outdir: at("cli", "dist"),
    external: ["jiti"],
    alias: { "@edgewright/core/template": at("core", "src", "template", "compiler.ts"), ...sources },
    plugins: [
      directImports({ "@edgewright/core": sources["@edgewright/core"] }, /packages[/\\](cli|render-[a-z0-9]+)[/\\]src[/\\].*\.ts$/),
    ],
    minifySyntax: true,
    banner: {
      js: 'import { createRequire as createRequireOfBin } from "node:module"; const require = createRequireOfBin(import.meta.url);',
    },
  });
}

/** The declarations of the ESM build serve the CommonJS build too: a package.json beside them says which of the two they speak of. */
function copyTypes(name) {
  const dist = at(name, "dist");
  const types = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(".d.ts") && !file.startsWith("cjs"));
  for (const file of types) cpSync(join(dist, file), join(dist, "cjs", file));
}

const packages = ["core", ...renderers, "testing", "cli"];
for (const name of packages) {
  rmSync(at(name, "dist"), { recursive: true, force: true });
  mkdirSync(at(name, "dist"), { recursive: true });
}
await buildLibrary("core", ["index", "template/compiler"]);
const compiler = await import(pathToFileURL(at("core", "dist", "template", "compiler.js")).href);
const { z } = await import(pathToFileURL(at("core", "node_modules", "zod", "index.js")).href);
for (const name of renderers) {
  await compileTemplates(name, compiler, z);
  await buildLibrary(name);
}
await buildLibrary("testing");
await buildLibrary("cli");
await buildCommand();
execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-b", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
for (const name of packages) {
  copyTypes(name);
  for (const file of ["LICENSE"]) if (existsSync(join(root, file))) copyFileSync(join(root, file), at(name, file));
}
