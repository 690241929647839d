import { z } from "zod";

/**
 * Text that a renderer's `quote.ts` made: it can end neither its line, nor its quote, nor its block.
 * Templates print nothing else but numbers and words that are known when the package is built.
 */
export type Quoted<Id extends string> = string & z.core.$brand<Id>;

/** A kind of quoted text: its schema, for a view, and the one function that makes it, for `quote.ts` alone. */
export interface QuotedKind<Id extends string> {
  /** Its JSON Schema is a reference to `$defs/ID`, which says `quoted: true`: that is what the template compiler looks for. */
  readonly schema: z.core.$ZodBranded<z.ZodString, Id>;
  /** Brands text that is safe already. It checks nothing: the caller has quoted. */
  readonly make: (text: string) => Quoted<Id>;
}

const kinds = new Map<string, QuotedKind<string>>();

/** The kind of quoted text called `id`. One id is one kind, however often it is asked for: zod refuses two schemas with one id in a conversion. */
export function quotedText<Id extends string>(id: Id): QuotedKind<Id> {
  return knownKind(id) ?? newKind(id);
}

/** The cast is sound because `newKind` alone writes the map, under the kind's own id. */
function knownKind<Id extends string>(id: Id): QuotedKind<Id> | undefined {
  return kinds.get(id) as QuotedKind<Id> | undefined;
}

function newKind<Id extends string>(id: Id): QuotedKind<Id> {
  const kind: QuotedKind<Id> = { schema: brandSchema<Id>(z.string().meta({ id, quoted: true })), make: (text) => brand<Id>(text) };
  kinds.set(id, kind);
  return kind;
}

/** The one place where plain text becomes quoted text: a brand has no value, so nothing but a cast can make it. */
function brand<Id extends string>(text: string): Quoted<Id> {
  return text as Quoted<Id>;
}

/** What zod's own `brand()` does, which returns its schema unchanged; its type cannot be resolved while `Id` is a parameter. */
function brandSchema<Id extends string>(schema: z.ZodString): QuotedKind<Id>["schema"] {
  return schema as QuotedKind<Id>["schema"];
}
