import { documentCodes, type RulePage } from "@edgewright/core";

const page = (id: string, law: string, why: string, fix: string): RulePage => ({
  id,
  law,
  why,
  source: "reading the file",
  severity: "error",
  breaks: "",
  keeps: "",
  fix,
});

/** Pages of what reading a document or a template reports, before there is a model to have rules about. */
export const documentPages: readonly RulePage[] = [
  ...Object.entries(documentCodes).map(([id, why]) =>
    page(id, "a document is one YAML or JSON mapping that every reader reads alike", why.replace(/\.$/, ""), "what the diagnostic says"),
  ),
  page(
    "module-broken",
    "a TypeScript or JavaScript document runs",
    "its value is what the module exports when it is run",
    "mend the module",
  ),
  page(
    "module-no-document",
    "a module's default export is the document",
    "a function or a promise is no document",
    "export default defineEdge({ … })",
  ),
];
