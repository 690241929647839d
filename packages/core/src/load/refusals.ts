import type { Path } from "../diagnostics/diagnostic.js";
import { MAX_ALIASED, MAX_DEPTH } from "./limits.js";
import { type Problem, type Range, Refused } from "./problem.js";

/** What both readers refuse, in one wording. */

export function duplicateKey(key: string, range: Range, first: Range, path: Path): Problem {
  const related = [{ message: "first written here", ...first, path }];
  const fix = `keep one of the two, or give one another name`;
  return {
    code: "document-duplicate-key",
    message: `the key ${JSON.stringify(key)} is written twice in one mapping`,
    ...range,
    path,
    fix,
    related,
  };
}

export function refuseDeep(offset: number, path: Path): never {
  const message = `lists and mappings are nested more than ${MAX_DEPTH} levels deep`;
  const fix = "close the brackets, or remove the levels that no field needs";
  throw new Refused({ code: "document-too-deep", message, start: offset, end: offset + 1, path, fix });
}

export function refuseLarge(offset: number): never {
  const fix = "split the edge into several documents, each with load balancers of its own";
  throw new Refused({
    code: "document-too-large",
    message: "the document has too many values to be read",
    start: offset,
    end: offset + 1,
    path: [],
    fix,
  });
}

export function refuseBomb(range: Range, path: Path): never {
  const message = `aliases stand for more than ${MAX_ALIASED} values`;
  const fix = "write the values out, or remove the aliases of aliases";
  throw new Refused({ code: "yaml-alias-bomb", message, start: range.start, end: range.end, path, fix });
}
