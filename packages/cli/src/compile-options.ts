import type { Option } from "./command.js";

/** The options of every command that compiles. */
export const compileOptions = {
  templates: { value: "DIR", help: "your own templates (DIR/haproxy.cfg.njk …) in the place of the built-in ones" },
  renderer: { value: "MODULE", help: "a renderer that someone else wrote: a package's name or a path; may be repeated", repeatable: true },
} as const satisfies Readonly<Record<string, Option>>;
