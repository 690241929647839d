// What Stryker leaves alone: the words of a rule's page and of its reports. Their conditions, numbers and choices are code as any other.
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

export const reasons = {
  metadata: "metadata: the words of a rule's page",
  message: "message: the words of a report, which has no condition in it",
};

const pageFields = new Set(["id", "law", "why", "source", "breaks", "keeps", "fix"]);
const reportFields = new Set(["message", "fix"]);
const pageTypes = new Set(["Rule", "RulePage"]);

/** A name, or a member of one: nothing in it can be mutated. */
const isName = (node) =>
  node.type === "Identifier" || (node.type === "MemberExpression" && isName(node.object) && (!node.computed || isName(node.property)));

/** Text whose holes hold names alone. Stryker leaves out what is inside of an ignored node too, so a hole that decides or counts is not ignored. */
const isWords = (node) => node.type === "StringLiteral" || (node.type === "TemplateLiteral" && node.expressions.every(isName));

/** The field of an object literal whose value this is, or one of the two outcomes of a choice that is its value. */
function fieldOf(path) {
  const { node, parentPath } = path;
  if (parentPath === null) return null;
  const parent = parentPath.node;
  if (parent.type === "ConditionalExpression" && parent.test !== node) return fieldOf(parentPath);
  return parent.type === "ObjectProperty" && parent.value === node && !parent.computed ? parentPath : null;
}

/** Whether the field stands in the literal itself of `const x: Rule = { … }`. */
function isOfPage(field) {
  const declaration = field.parentPath.parentPath?.node;
  if (declaration?.type !== "VariableDeclarator" || declaration.init !== field.parent) return false;
  return pageTypes.has(declaration.id.typeAnnotation?.typeAnnotation.typeName?.name);
}

/** Stryker's question: the reason for which nothing in this node is mutated. */
export function shouldIgnore(path) {
  if (!isWords(path.node)) return undefined;
  const field = fieldOf(path);
  const name = field?.node.key.name;
  if (field === null || name === undefined) return undefined;
  if (isOfPage(field)) return pageFields.has(name) ? reasons.metadata : undefined;
  return reportFields.has(name) ? reasons.message : undefined;
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, "words", { shouldIgnore })];
