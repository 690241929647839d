/** A daemon's version, compared by number: 3.10 is after 3.2. */
export interface Version {
  readonly major: number;
  readonly minor: number;
}

/** Reads `2.3`: two numbers, as the schema has them. */
export function parseVersion(text: string): Version {
  const [major = 0, minor = 0] = text.split(".").map(Number);
  return { major, minor };
}

export const isAtLeast = (version: Version, first: Version): boolean =>
  version.major > first.major || (version.major === first.major && version.minor >= first.minor);

export const formatVersion = ({ major, minor }: Version): string => `${major}.${minor}`;
