import { corePages, coreRules, documentCodes, filePages, type Renderer, type RulePage } from "@edgewright/core";

const page = (id: string, law: string, why: string, fix: string, source = "reading the file"): RulePage => ({
  id,
  law,
  why,
  source,
  severity: "error",
  safety: true,
  breaks: "",
  keeps: "",
  fix,
});

const template = (name: string, law: string, why: string, fix: string): RulePage =>
  page(`template-${name}`, law, why, fix, "checking a template of --templates DIR against its view");

const templatePages: readonly RulePage[] = [
  template("syntax", "a template is text of Nunjucks", "what does not parse prints nothing", "close every {% and {{, and every if and for"),
  template(
    "forbidden",
    "a template has holes, if, for, set and macros of its own, and nothing else of Nunjucks",
    "the check follows these alone, and what it cannot follow could print anything",
    "what the message names; a decision belongs to the renderer, which gives the view a name for it",
  ),
  template(
    "unknown-name",
    "every name is a member of the template's view",
    "Nunjucks prints nothing for a name that is not there, and a line of the file would be gone",
    "the name as the view has it",
  ),
  template(
    "unknown-filter",
    "every filter exists",
    "a filter that is not there fails when the file is written",
    "one that the message lists",
  ),
  template(
    "invalid-name",
    "a name that a template gives is free, and a plain identifier",
    "a second meaning of a name hides the first",
    "choose another name",
  ),
  template(
    "unquoted-hole",
    "a hole prints numbers, and text that the renderer quoted",
    "any other text could end its line, and begin one that nobody reviewed",
    "print what the view holds; quotes are added in quote.ts alone",
  ),
  template(
    "unprintable",
    "a hole prints a text or a number",
    "a boolean, a list or an object is printed as no daemon reads it",
    "loop over a list, choose by a boolean, print one member of an object",
  ),
  template(
    "nullable",
    "what may be absent is tested before it is used",
    "it would print `null`, which a daemon reads as a word",
    "put it within {% if NAME %} … {% endif %}",
  ),
  template(
    "condition",
    "a condition can be true and false, and says what it means",
    "one that is always true hides a line that was meant to depend on something",
    "compare with a value, or leave the condition out",
  ),
  template(
    "type",
    "an operator, a filter, a loop or a macro gets what it works with",
    "JavaScript makes a text of nearly anything, and the file has it",
    "what the message names",
  ),
];

/** Pages of what reading a document reports, before there is a model to have rules about. */
const documentPages: readonly RulePage[] = [
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

/** Pages that belong together, for a list that a person reads. */
export interface PageGroup {
  readonly title: string;
  readonly pages: readonly RulePage[];
}

const isCoreRule = (page: RulePage): boolean => coreRules.some(({ id }) => id === page.id);

/** Every page there is: core's, the renderers', and what reading a document or a template reports. */
function allGroups(renderers: readonly Renderer[]): readonly PageGroup[] {
  return [
    { title: "The document", pages: corePages.filter(isCoreRule) },
    ...renderers.map(({ name, rules, pages }) => ({ title: `The renderer ${name}`, pages: [...rules, ...pages] })),
    { title: "Both machines' files", pages: filePages },
    { title: "The document's form", pages: corePages.filter((each) => !isCoreRule(each)) },
    { title: "Reading a file", pages: documentPages },
    { title: "Templates of one's own", pages: templatePages },
  ];
}

/** Every page there is. A code has one page. */
export function allPagesOf(renderers: readonly Renderer[]): readonly RulePage[] {
  const pages = allGroups(renderers).flatMap((group) => group.pages);
  return [...new Map(pages.map((each) => [each.id, each])).values()];
}

/** The same in groups, none of them empty. A page is in the first group that has its code. */
export function pageGroupsOf(renderers: readonly Renderer[]): readonly PageGroup[] {
  const left = new Map(allPagesOf(renderers).map((each) => [each.id, each]));
  const take = (id: string): readonly RulePage[] => {
    const page = left.get(id);
    left.delete(id);
    return page === undefined ? [] : [page];
  };
  return allGroups(renderers)
    .map(({ title, pages }) => ({ title, pages: pages.flatMap(({ id }) => take(id)) }))
    .filter(({ pages }) => pages.length > 0);
}
