import { z } from "zod";

/**
 * What a check of a primitive says when it refuses a value. It travels in the `params` of the zod issue,
 * and `resolve/schema-findings.ts` makes a diagnostic of it.
 */
export interface Refusal {
  /** The rule or structural check, as in `edgewright rule CODE`. */
  readonly code: string;
  readonly message: string;
  readonly why: string;
  /** What to write instead: whoever knows the field makes a line of it. */
  readonly instead: string | number | Readonly<Record<string, string>>;
  /** A word about it; null where it is what was meant. */
  readonly note: string | null;
}

interface TextSpec {
  readonly code: string;
  /** What the value must be, in a sentence: "…: WANT". */
  readonly want: string;
  readonly why: string;
  readonly description: string;
  readonly example: string;
  /** The part of the law that JSON Schema can say, for editors; `test` holds the whole law. */
  readonly pattern?: RegExp;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Why the value is refused, or null. Called only after length and pattern. */
  readonly test?: (value: string) => string | null;
  /** What to write instead, where it can be told from the value; what is refused itself is not proposed. */
  readonly fix?: (value: string) => string | null;
  /** What to know of that fix. */
  readonly note?: (value: string) => string | null;
}

const anExample = "for example";

const shown = (value: string): string => JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);

function refusalReason(spec: TextSpec, value: string): string | null {
  if (value.length < (spec.minLength ?? 1)) return "is empty";
  if (spec.maxLength !== undefined && value.length > spec.maxLength) return `has ${value.length} characters, ${spec.maxLength} is the most`;
  if (spec.pattern !== undefined && !spec.pattern.test(value)) return `is not ${spec.want}`;
  return spec.test?.(value) ?? null;
}

function refuse(spec: TextSpec, value: string, shownAs: string): Refusal | null {
  const reason = refusalReason(spec, value);
  if (reason === null) return null;
  const guess = spec.fix?.(value) ?? null;
  const meant = guess === null || refusalReason(spec, guess) === null ? guess : null;
  const advice = meant === null ? { instead: spec.example, note: anExample } : { instead: meant, note: spec.note?.(value) ?? null };
  return { code: spec.code, message: `${shownAs} ${reason}`, why: spec.why, ...advice };
}

/**
 * A refusal in the message of an issue that zod makes itself, which has no other place for it: a number that quotes would not mend
 * (`max: 500` lacks its unit) is refused in the type's own words.
 */
function packRefusal(spec: TextSpec, input: unknown): string | undefined {
  const refusal = typeof input === "number" ? refuse(spec, String(input), String(input)) : null;
  return refusal === null ? undefined : JSON.stringify(refusal);
}

/** A branded string with one law, one rule id and one fix. Every string of the model is made here. */
export function text<const Brand extends string>(_brand: Brand, spec: TextSpec) {
  return z
    .string({ error: ({ input }) => packRefusal(spec, input) })
    .superRefine((value, context) => {
      const refusal = refuse(spec, value, shown(value));
      if (refusal !== null) context.addIssue({ code: "custom", message: refusal.message, params: { refusal } });
    })
    .meta({
      description: spec.description,
      examples: [spec.example],
      minLength: spec.minLength ?? 1,
      ...(spec.maxLength === undefined ? {} : { maxLength: spec.maxLength }),
      ...(spec.pattern === undefined ? {} : { pattern: spec.pattern.source }),
    })
    .brand<Brand>();
}

interface NumberSpec {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly description: string;
  readonly example: number;
  readonly min: number;
  readonly max: number;
}

/** A branded whole number within a range, both ends included. */
export function wholeNumber<const Brand extends string>(_brand: Brand, spec: NumberSpec) {
  return z
    .number()
    .superRefine((value, context) => {
      if (Number.isInteger(value) && value >= spec.min && value <= spec.max) return;
      const refusal: Refusal = {
        code: spec.code,
        message: `${spec.what} ${value} is not a whole number from ${spec.min} to ${spec.max}`,
        why: spec.why,
        instead: spec.example,
        note: anExample,
      };
      context.addIssue({ code: "custom", message: refusal.message, params: { refusal } });
    })
    .meta({ type: "integer", description: spec.description, minimum: spec.min, maximum: spec.max, examples: [spec.example] })
    .brand<Brand>();
}
