import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { root } from "../docs/blocks.js";

/** The umbrella as a web page would bundle it: esbuild resolves no node module for this platform. */
async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [`${root}packages/cli/dist/index.js`],
    bundle: true,
    platform: "browser",
    format: "iife",
    globalName: "edgewright",
    write: false,
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}

const document = `{
  apiVersion: "edgewright/v1", name: "on-prem",
  cluster: { nodes: [{ name: "worker-1", address: "192.168.103.21" }, { name: "worker-2", address: "192.168.103.22" }], ingress: { controller: "ingress-nginx", nodePorts: { http: 32729, https: 32366 } } },
  loadBalancers: [{ name: "hapxy1", address: "192.168.103.11/24", interface: "ens160" }, { name: "hapxy2", address: "192.168.103.12/24", interface: "ens160" }],
  vips: [{ name: "public", address: "192.168.103.10", virtualRouterId: 51, primary: "hapxy1", backup: "hapxy2" }],
}`;

describe("the umbrella in a browser", () => {
  it("compiles a document with nothing but the language's own globals", async () => {
    const text = await bundle();
    const paths: unknown = runInContext(
      `${text}; const result = edgewright.compile(${document}); result.ok ? result.files.map((file) => file.path).join() : JSON.stringify(result.diagnostics)`,
      createContext({}),
    );
    expect(paths).toContain("hapxy2/keepalived.conf");
    console.log(`browser bundle: ${Math.round(text.length / 1024)} KB before minifying`);
  });
});
