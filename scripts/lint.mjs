// Style, types, and the arrows of the architecture.
import { join } from "node:path";
import { must, root, say } from "./lib.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);

say("biome: style and the globals that pure packages must not know");
must(bin("biome"), ["check", "--error-on-warnings", "."]);
say("tsc: types of the sources and the tests");
must(bin("tsc"), ["--noEmit", "-p", "tsconfig.json"]);
say("dependency-cruiser: who may import whom");
must(bin("depcruise"), ["--config", ".dependency-cruiser.mjs", "packages"]);
