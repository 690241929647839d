import { isAtLeast, type Version } from "../model/version.js";

/** What keepalived learned after the oldest version that files are rendered for, and the first version that has it. */
export const keepalivedFeatures = {
  /** `interval 0.3` of `vrrp_script`. Tried: 2.2.7 refuses a fraction, 2.3.3 accepts it. */
  fractionalChecks: { major: 2, minor: 3 },
} as const satisfies Readonly<Record<string, Version>>;

export type KeepalivedFeature = keyof typeof keepalivedFeatures;

export const keepalivedHas = (version: Version, feature: KeepalivedFeature): boolean => isAtLeast(version, keepalivedFeatures[feature]);
