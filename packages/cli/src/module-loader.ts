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
const ownOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

/** An ES module, as Node.js loads it or as the loader turned it into functions. */
const isEsModule = (value: unknown): boolean =>
  isObject(value) && (Object.hasOwn(value, "__esModule") || Object.prototype.toString.call(value) === "[object Module]");

/** A CommonJS module that assigns nothing exports an empty object. */
const assignedBy = (module: unknown): unknown => (isObject(module) && Object.keys(module).length === 0 ? undefined : module);

/** What a CommonJS module assigns is its default, and Node.js puts it into one more: `exports.default` is then the default's own default. */
function exportsOf(module: unknown): Exports {
  const outer = isEsModule(module) ? ownOf(module, "default") : assignedBy(module);
  return { default: ownOf(outer, "default") ?? outer, named: (name) => ownOf(module, name) ?? ownOf(outer, name) };
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
  const jiti = createJiti(pathToFileURL(from).href, { alias, fsCache: false, interopDefault: false });
  return exportsOf(await withLogOnStandardError(() => jiti.import(specifier)));
}
