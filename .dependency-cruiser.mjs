// The arrows of the architecture, held. Each rule has a planted violation in test/golden/arrows that it must find.
const core = "^packages/core/src/";
const room = (name) => `${core}${name}/`;
const tests = "\\.test\\.ts$|-testing\\.ts$";

/** A room of core imports its own files and these rooms, nothing else of ours. */
const only = (name, ...allowed) => ({
  name: `core-${name}-imports-only-${allowed.join("-") || "itself"}`,
  severity: "error",
  from: { path: room(name), pathNot: tests },
  to: { path: core, pathNot: [room(name), ...allowed.map(room)] },
});

const pure = "^packages/(core|render-[a-z0-9]+|testing)/src/";

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    only("model"),
    {
      name: "core-diagnostics-imports-only-types-of-model",
      severity: "error",
      from: { path: room("diagnostics"), pathNot: tests },
      to: { path: core, pathNot: [room("diagnostics"), room("model")] },
    },
    {
      name: "core-diagnostics-imports-model-as-types",
      severity: "error",
      from: { path: room("diagnostics"), pathNot: tests },
      to: { path: room("model"), dependencyTypesNot: ["type-only"] },
    },
    only("load", "model", "diagnostics"),
    only("failover", "model", "diagnostics"),
    only("balance", "model", "diagnostics"),
    only("resolve", "model", "diagnostics", "failover"),
    only("rules", "model", "diagnostics", "load", "resolve", "failover", "balance"),
    only("explain", "model", "diagnostics", "resolve", "failover", "balance"),
    only("template", "diagnostics"),
    only("files", "model", "diagnostics", "load"),
    only("file-rules", "files", "model", "diagnostics", "rules"),
    { name: "core-render-does-not-load", severity: "error", from: { path: room("render"), pathNot: tests }, to: { path: room("load") } },
    { name: "core-imports-no-package-of-ours", severity: "error", from: { path: core }, to: { path: "^packages/(?!core/)" } },
    {
      name: "no-renderer-imports-another",
      severity: "error",
      from: { path: "^packages/(render-[a-z0-9]+)/" },
      to: { path: "^packages/(?!core/)", pathNot: "^packages/$1/" },
    },
    {
      name: "testing-imports-core-alone",
      severity: "error",
      from: { path: "^packages/testing/", pathNot: tests },
      to: { path: "^packages/(?!core/|testing/)" },
    },
    {
      name: "nobody-imports-past-exports",
      severity: "error",
      from: { path: "^packages/([a-z0-9-]+)/" },
      to: {
        path: "^packages/[^/]+/src/",
        pathNot: ["^packages/$1/", "^packages/[^/]+/src/index\\.ts$", "^packages/core/src/template/compiler\\.ts$"],
      },
    },
    {
      name: "pure-packages-import-no-node-module",
      severity: "error",
      from: { path: pure, pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "the-disk-is-reached-from-one-place",
      severity: "error",
      from: {
        path: "^packages/cli/src/",
        pathNot: ["^packages/cli/src/output/", "^packages/cli/src/(module|templates|renderer-modules)\\.ts$", tests],
      },
      to: { dependencyTypes: ["core"], path: "^(node:)?fs(/promises)?$" },
    },
    {
      name: "umbrella-runs-in-a-browser",
      severity: "error",
      from: { path: "^packages/cli/src/(index|renderers)\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-undeclared-dependency",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: tests },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown", "undetermined"] },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
