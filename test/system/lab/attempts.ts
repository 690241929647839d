/** What a pod says of itself and of what reached it. */
export interface Answer {
  readonly pod: string;
  readonly node: string;
  /** The client's address as the ingress controller passed it on (X-Real-IP). */
  readonly client?: string;
  readonly forwardedFor?: string;
  readonly forwardedProto?: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * `answered`: status 200 from a pod. `status`: another HTTP answer (a redirect, the default backend, HAProxy's own 503).
 * `closed`: the connection ended without an answer. The rest is what the socket said.
 */
export type Outcome =
  | "answered"
  | "status"
  | "closed"
  | "connect-timeout"
  | "answer-timeout"
  | "refused"
  | "reset"
  | "unreachable"
  | "error";

/** One new connection with one request; times in milliseconds since the epoch. */
export interface Attempt {
  readonly start: number;
  readonly end: number;
  readonly outcome: Outcome;
  readonly status?: number;
  /** Where a redirect points. */
  readonly location?: string;
  readonly answer?: Answer;
  readonly error?: string;
}

export const answered = (attempts: readonly Attempt[]): Attempt[] => attempts.filter(({ outcome }) => outcome === "answered");

export const failed = (attempts: readonly Attempt[]): Attempt[] => attempts.filter(({ outcome }) => outcome !== "answered");

/**
 * The longest time in milliseconds between the starts of two attempts that were answered with no answered one started between them:
 * how long a person who tries again and again gets nothing. The run's first and last attempt bound it too, so an outage
 * that never ends is not overlooked. With a new connection each 10 ms, a run without failures gives about 10.
 */
export const longestGap = (attempts: readonly Attempt[]): number => {
  const starts = attempts.map(({ start }) => start);
  if (starts.length === 0) return Number.POSITIVE_INFINITY;
  return longestStep([Math.min(...starts), ...answered(attempts).map(({ start }) => start), Math.max(...starts)]);
};

/**
 * The longest time between two attempts' starts, whatever became of them: the client's own stall. No gap can be measured below
 * it, so a run in which it is large says that the measuring machine was busy, not that the edge was away.
 */
export const longestStall = (attempts: readonly Attempt[]): number => longestStep(attempts.map(({ start }) => start));

const longestStep = (times: readonly number[]): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted.reduce((longest, time, index) => Math.max(longest, time - (sorted[index - 1] ?? time)), 0);
};

export type Answerer = "node" | "pod" | "client" | "host";

/** How many answered attempts each node (or pod, …) answered. */
export const countBy = (attempts: readonly Attempt[], by: Answerer): ReadonlyMap<string, number> =>
  count(answered(attempts), ({ answer }) => answer?.[by]);

/** How many attempts ended in each way. */
export const outcomes = (attempts: readonly Attempt[]): ReadonlyMap<string, number> => count(attempts, ({ outcome }) => outcome);

const count = (attempts: readonly Attempt[], key: (attempt: Attempt) => string | undefined): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const attempt of attempts) counts.set(key(attempt) ?? "", (counts.get(key(attempt) ?? "") ?? 0) + 1);
  return counts;
};
