import fc from "fast-check";

// A mutant is dead at the first example that a law does not hold for: nobody reads the smallest one.
fc.configureGlobal({ endOnFailure: true });
