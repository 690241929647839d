import type { BalanceChange } from "./spread.js";

/** What HAProxy 2.6.12 did: one server for each letter, one letter for each connection in turn, `-` for one that no server was left for. */
export interface Recorded {
  readonly weights: readonly number[];
  readonly changes: readonly BalanceChange[];
  readonly turns: string;
}

/**
 * Sequential connections through `balance roundrobin`, `mode tcp`, changes by `set server … state` and `set server … weight` on the admin socket
 * (`maint` for disabled and down). test/system/balance.test.ts compares afresh.
 */
export const recorded: readonly Recorded[] = [
  {
    weights: [1, 1, 1],
    changes: [],
    turns: "abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabc",
  },
  {
    weights: [2, 3, 3],
    changes: [],
    turns:
      "bcbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcb" +
      "acbcabcbcbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcbacbcabcba" +
      "cbcabcbacbcabcbcbcab",
  },
  {
    weights: [5, 7, 7, 1],
    changes: [],
    turns:
      "bcbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcb" +
      "acbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcb" +
      "acbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcbacbcabcdabcbacbcabcbcbcabcdabcbacbcabcba",
  },
  {
    weights: [200, 3, 77, 130],
    changes: [],
    turns:
      "adacadadacadadcaadacdaadacdaadcadaacdadacadabadcadacadadacadadacadacdaadacdaadcadaacdaadacdaadcadaadcadaacdadacadadacada" +
      "cdaadacadadcaadacdaadacdaadcadaadcadacadadacadaadcadacadadacadbadacadacdaadacdaa",
  },
  {
    weights: [1, 1],
    changes: [
      { after: 5, name: "b", state: "drain" },
      { after: 15, name: "b", state: "active" },
    ],
    turns: "ababaaaaaaaaaaabbbbbbbbababababababababababababababababababababababababababababa",
  },
  {
    weights: [3, 3, 3],
    changes: [
      { after: 58, name: "b", state: "down" },
      { after: 94, name: "b", state: "active" },
    ],
    turns:
      "abcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcacacacacacacacacacacacacacacacacacacacbcbcbcbcbcbcbcbcbcbcbcbcb" +
      "cbcbcbcbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacba" +
      "cbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacb",
  },
  {
    weights: [1, 2, 3],
    changes: [
      { after: 42, name: "c", state: "disabled" },
      { after: 47, name: "c", state: "active" },
    ],
    turns:
      "cbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbbbabbcccccccccccccccccccccccccbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbc" +
      "bcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbcacbcbc",
  },
  {
    weights: [10, 7, 4],
    changes: [
      { after: 170, name: "a", state: "drain" },
      { after: 175, name: "a", state: "active" },
    ],
    turns:
      "abacababacbaabcabacababacababacbaabcabacababacababacbaabcabacababacababacbaabcabacababacababacbaabcabacababacababacbaabc" +
      "abacababacababacbaabcabacababacababacbaabcabacababcbbcbaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" +
      "aaaaaaaaaaaaabacababacbaabcabacababacababacbaabcabacababacababacbaabcabacababacababacbaabcabacababacababacbaabcabacababa" +
      "cababacbaabcabacababacababacbaabcabacababacababacbaabcabacab",
  },
  {
    weights: [4, 2, 2, 3],
    changes: [
      { after: 36, name: "a", state: "disabled" },
      { after: 54, name: "d", weight: 6 },
      { after: 86, name: "a", state: "active" },
      { after: 109, name: "d", state: "disabled" },
      { after: 124, name: "c", state: "disabled" },
      { after: 151, name: "b", weight: 7 },
    ],
    turns:
      "adabdacadbacdabdacadbacdabdacadbacdabdcbddcbdcbddcbdcbddcbdddcbdddcbdddcbdddcbdddcbdddcbdadadcbdadadcbdadadcbaaacbaacbaa" +
      "cbaabaaabaabaabaabaabaabaabaabaabbabbababbabbabbababbabbabbababbabbabbababbabbabbababbabbabbababbabbabbbabbababbabbabbab",
  },
  {
    weights: [1, 1, 2],
    changes: [
      { after: 14, name: "a", weight: 3 },
      { after: 40, name: "a", weight: 1 },
      { after: 62, name: "a", weight: 1 },
      { after: 93, name: "a", state: "disabled" },
      { after: 136, name: "c", weight: 1 },
      { after: 151, name: "a", weight: 1 },
      { after: 171, name: "a", state: "active" },
    ],
    turns:
      "cacbcacbcacbcacbacaacbacaacbacaacbacaacbccacbcacbcacbcacbcacbccacbcacbcacbcacbcacbcacbcacbcacbccbccbccbccbccbcccbccbccbc" +
      "cbccbccbccbccbccbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacbacba",
  },
  {
    weights: [3, 2, 1],
    changes: [
      { after: 26, name: "a", state: "drain" },
      { after: 72, name: "a", weight: 5 },
    ],
    turns:
      "abacababacababacababacababcbbcbbcbbcbbcbbcbbcbbbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcb" +
      "bcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcbbcb",
  },
  {
    weights: [2, 2, 2, 2, 1],
    changes: [
      { after: 8, name: "e", state: "disabled" },
      { after: 23, name: "d", state: "drain" },
      { after: 55, name: "d", weight: 4 },
      { after: 105, name: "e", weight: 2 },
      { after: 124, name: "e", weight: 2 },
    ],
    turns:
      "abcdabcdabcdabcdabcdabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabca" +
      "bcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabcabca",
  },
  {
    weights: [2, 3, 4, 1],
    changes: [
      { after: 29, name: "c", weight: 7 },
      { after: 30, name: "d", weight: 4 },
      { after: 38, name: "b", weight: 2 },
      { after: 64, name: "b", weight: 4 },
      { after: 98, name: "b", weight: 4 },
      { after: 145, name: "a", state: "disabled" },
    ],
    turns:
      "cbcabcdcbacbcabcdcbacbcabcdcbacbcdcabcdccbdaccdcbdcacdccbdaccdcbdcacbdcbcdacbcdcbdcacbdcbcdacbcdcbdcacbdcbcdacbcdcbdcacb" +
      "dcbcdacbcdcbdcacbdcbcdacbcdcbdccbdcbcdcbcdcbcdcbcdbcdcbcdcbcdcbcdbcdcbcdcbcdcbcdbcdcbcdcbcdcbcdbcdcbcdcbcdcbcdbcdcbcdcbc",
  },
  {
    weights: [4, 8, 5, 7],
    changes: [
      { after: 10, name: "b", state: "drain" },
      { after: 43, name: "c", state: "drain" },
    ],
    turns:
      "bdcbdabcdbdacdcaddcadcdacddacdcaddcadcdacddadadaddaddaddadaddaddaddadaddaddaddadaddaddaddadaddaddaddadaddaddaddadaddadda" +
      "ddadaddaddaddadaddaddaddadaddaddaddadaddaddaddadaddaddaddaddadaddaddaddadaddaddaddadaddaddaddadaddaddaddadaddaddaddadadd",
  },
  {
    weights: [2, 4],
    changes: [
      { after: 15, name: "b", state: "disabled" },
      { after: 49, name: "b", state: "active" },
      { after: 77, name: "b", weight: 7 },
      { after: 88, name: "a", weight: 10 },
    ],
    turns:
      "bbabbabbabbabbaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabbabbabbabbabbabbabbabbabbabbabbbabbbbababaababaababaabababaababaababa" +
      "abababaababaababaabababaababaababaababaababaabababaababaababaabababaababaababaabababaababaababaabababaababaababaabababaa",
  },
  {
    weights: [3, 1, 3],
    changes: [
      { after: 4, name: "a", weight: 2 },
      { after: 23, name: "c", state: "drain" },
      { after: 65, name: "b", state: "disabled" },
      { after: 85, name: "b", state: "active" },
      { after: 130, name: "b", weight: 2 },
      { after: 162, name: "c", state: "active" },
    ],
    turns:
      "acacbcaccabcaccabcaccabaaabaabaabaabaabaabaabaaabaabaabaabaabaabaaaaaaaaaaaaaaaaaaaaaaabaabaabaabaabaabaabaabaaabaabaaba" +
      "abaabaabaaabababababababababababababababababcabcacbcabcacbcabcacbcabcacbcabcacbcabcacbcabcacbcabcacbccacbacbcacbacbcacba",
  },
  {
    weights: [4, 2],
    changes: [
      { after: 8, name: "a", weight: 3 },
      { after: 17, name: "b", weight: 2 },
      { after: 24, name: "b", state: "drain" },
      { after: 68, name: "a", weight: 3 },
      { after: 77, name: "b", weight: 1 },
      { after: 116, name: "a", state: "drain" },
    ],
    turns:
      "aabaabaababaababaababaabaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa----" +
      "------------------------------------------------------------------------------------------------------------------------",
  },
  {
    weights: [2, 6, 7, 1, 2],
    changes: [
      { after: 26, name: "b", state: "drain" },
      { after: 75, name: "b", weight: 3 },
      { after: 90, name: "d", state: "disabled" },
      { after: 96, name: "d", weight: 16 },
      { after: 146, name: "e", weight: 16 },
      { after: 192, name: "d", weight: 15 },
    ],
    turns:
      "cbcabcebcdbcacbcebcbcabcebccdcacceccaccedcacceccaccedcacceccaccedcacceccaccedcacceccaccedcacceccaccecacceccaccecacceccac" +
      "cecacceccaccecacceccaccecaceeceaeeceeceeceeaceeeceeceeceaeeceeceeceeaceeeceeceeceaeeceeceeceeaceeeceeceeceaeeceeceeceeac",
  },
  {
    weights: [2, 3, 8, 4],
    changes: [
      { after: 5, name: "b", weight: 18 },
      { after: 53, name: "c", state: "disabled" },
    ],
    turns:
      "cdcbcdbcbbcbabdcbbbcbdbcbbcbabdcbbbcbdbcbbcbabdcbbbcbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbd" +
      "babbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbdbabbbdbbbbbd",
  },
  {
    weights: [5, 1, 3, 9],
    changes: [
      { after: 8, name: "c", state: "disabled" },
      { after: 17, name: "c", weight: 8 },
    ],
    turns:
      "dadcdadbdaddadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdada" +
      "ddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdadaddaddaddadbdada",
  },
  {
    weights: [4, 5],
    changes: [
      { after: 36, name: "a", state: "drain" },
      { after: 80, name: "a", weight: 15 },
      { after: 123, name: "b", weight: 10 },
      { after: 155, name: "a", state: "active" },
      { after: 178, name: "b", weight: 16 },
      { after: 214, name: "b", weight: 10 },
      { after: 261, name: "b", state: "drain" },
    ],
    turns:
      "bbababababbababababbababababbababababbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" +
      "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbababaaababaababaababaabababababababbabababababababababababaababaababaababaababaababaa",
  },
  {
    weights: [1, 4, 6, 7, 3],
    changes: [
      { after: 19, name: "c", state: "drain" },
      { after: 26, name: "b", state: "disabled" },
      { after: 72, name: "d", weight: 8 },
      { after: 105, name: "e", state: "disabled" },
      { after: 154, name: "c", state: "active" },
      { after: 169, name: "d", state: "disabled" },
      { after: 183, name: "a", state: "disabled" },
    ],
    turns:
      "dcbdcedbcdacdebdcbdeddbedbddedadeddedddedadeddedddedadeddedddedadeddedddeddadedddeddeddadedddeddeddadeddddddddadddddddda" +
      "ddddddddaddddddddaddddddddddddadddddcdcadcddcdcdccccaccccccacccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
  },
  {
    weights: [5, 11, 7, 20],
    changes: [
      { after: 7, name: "a", weight: 34 },
      { after: 45, name: "c", weight: 12 },
      { after: 62, name: "d", weight: 28 },
    ],
    turns:
      "dbdcdbdadbacadaabdadacabdaadabcadadabadacadbadaadbacadabadcadabacdadabacdadadbacdaadcabdadadcabdaadcabdadacdabdaadcadbad" +
      "acdabadcadadbadcadabadcadadbacdadabacdadadbacdaadcabdadadcabdaadcabdadacdabdaadcadbadacdabadcadadbadcadabadcadadbacdadab",
  },
  {
    weights: [2, 2],
    changes: [
      { after: 56, name: "a", state: "drain" },
      { after: 56, name: "b", state: "drain" },
      { after: 59, name: "a", state: "active" },
      { after: 59, name: "b", state: "active" },
    ],
    turns:
      "abababababababababababababababababababababababababababab---bbbbababababababababababababababababababababababababababababa" +
      "babababababababababababababababababababababababababababababababababababababababababababababababababababababababababababa",
  },
];
