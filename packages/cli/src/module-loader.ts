import { fileURLToPath, pathToFileURL } from "node:url";
import { createJiti } from "jiti";

/** `import "edgewright"` means the package that is running, whatever folder the module is in. */
const alias = { edgewright: fileURLToPath(new URL("./index.js", import.meta.url)) };

/** What a module exports. `default` is also what a CommonJS module assigns to `module.exports`. */
export interface Exports {
  readonly default: unknown;
  readonly named: (name: string) => unknown;
}

const isObject = (value: unknown): value is object => (typeof value === "object" && value !== null) || typeof value === "function";

/** The loader marks every module as ESM; only one that is has the mark as its own. */
function exportsOf(module: unknown): Exports {
  const own = (name: string): unknown => (isObject(module) && Object.hasOwn(module, name) ? Reflect.get(module, name) : undefined);
  const isAssigned = !isObject(module) || (!Object.hasOwn(module, "__esModule") && Object.keys(module).length > 0);
  return { default: own("default") ?? (isAssigned ? module : undefined), named: own };
}

/** Results go to standard output: what a module logs there would get between them. */
async function withLogOnStandardError<T>(work: () => Promise<T>): Promise<T> {
  const { log, info, debug } = console;
  Object.assign(console, { log: console.error, info: console.error, debug: console.error });
  try {
    return await work();
  } finally {
    Object.assign(console, { log, info, debug });
  }
}

/**
 * Runs a TypeScript or JavaScript module: code, which may do anything. Nothing is written to a cache.
 * @param specifier a package's name, or a path.
 * @param from the file or folder (with a slash at its end) that `specifier` is resolved from.
 * @throws whatever the module throws, and an Error of the loader when it is not found or cannot be parsed.
 */
export async function importModule(specifier: string, from: string): Promise<Exports> {
  const jiti = createJiti(pathToFileURL(from).href, { alias, fsCache: false });
  return exportsOf(await withLogOnStandardError(() => jiti.import(specifier)));
}
