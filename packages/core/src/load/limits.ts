/** Levels of lists and mappings within each other, aliases followed. The model needs fewer than ten; recursion over a value is safe. */
export const MAX_DEPTH = 100;

/**
 * Words and marks of a YAML text (a list item's dash, a key, a colon, a space …). The parser keeps each as an object: a hundred thousand routes
 * are five million, and about a gigabyte; Node's default heap ends at two to four.
 */
export const MAX_LEXEMES = 6_000_000;

/** Values of a JSON text, for the same reason: a hundred thousand routes are one and a half million. */
export const MAX_VALUES = 5_000_000;

/** Values that aliases may stand for, beyond those that are written out: ten for each of a hundred thousand routes. */
export const MAX_ALIASED = 1_000_000;

/** Problems that one reading reports. More help nobody, and a hostile text has millions. */
export const MAX_PROBLEMS = 100;
