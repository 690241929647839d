import type { Plan } from "@edgewright/core";
import { quoteScalar } from "../quote.js";
import type { EntryView, MetadataView } from "../view.js";

/** Entries in the order of their keys, so that no order of a document's keys changes a byte. */
export function entries(values: Readonly<Record<string, string>>): EntryView[] {
  return Object.keys(values)
    .sort()
    .map((key) => ({ key: quoteScalar(key), value: quoteScalar(values[key] ?? "") }));
}

/** The labels that Kubernetes recommends, by which everything of one edge is found and removed. */
export function metadata(plan: Plan, name: string, namespace: string, annotations: Readonly<Record<string, string>> = {}): MetadataView {
  const labels = { "app.kubernetes.io/managed-by": "edgewright", "app.kubernetes.io/part-of": plan.name };
  return { name: quoteScalar(name), namespace: quoteScalar(namespace), labels: entries(labels), annotations: entries(annotations) };
}
