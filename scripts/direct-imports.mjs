// To the bundler the index of a package is one file: whoever needs one name of it gets a chunk with all of it. This plugin imports each name
// from the file that has it, so that a command loads what it uses and nothing else.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const statement = /^(import|export) \{([^}]*)\} from "([^"]+)";$/gm;

const namesOf = (list) =>
  list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));

/** Name → file, of an index that holds nothing but `export { … } from "…"`. */
function readIndex(index) {
  const exports = [...readFileSync(index, "utf8").matchAll(statement)].flatMap(([, , list, from]) =>
    namesOf(list).map((name) => [name, join(dirname(index), from.replace(/\.js$/, ".ts"))]),
  );
  return new Map(exports);
}

/** `indexes`: the package's name → its index file. `files`: whose imports are rewritten. */
export function directImports(indexes, files) {
  return {
    name: "direct-imports",
    setup(build) {
      const known = new Map(Object.entries(indexes).map(([name, index]) => [name, readIndex(index)]));
      const placeOf = (name, from) => {
        const place = known.get(from).get(name);
        if (place === undefined) throw new Error(`the index of ${from} exports no ${name} as \`export { … } from "…"\``);
        return place;
      };
      const direct = (all, keyword, list, from) => {
        if (!known.has(from)) return all;
        return namesOf(list)
          .map((name) => `${keyword} { ${name} } from ${JSON.stringify(placeOf(name.split(" ", 1)[0], from))};`)
          .join(" ");
      };
      build.onLoad({ filter: files }, ({ path }) => ({ contents: readFileSync(path, "utf8").replace(statement, direct), loader: "ts" }));
    },
  };
}
