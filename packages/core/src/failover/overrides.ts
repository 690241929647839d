/** `failover.preempt`, in one form. The delay is in milliseconds. */
export type ResolvedPreempt =
  | { readonly kind: "always" }
  | { readonly kind: "never" }
  | { readonly kind: "delayed"; readonly delay: number };

/** `failover.timers`: what a person set by hand, null where they left it to us. Times are milliseconds. */
export interface TimerOverrides {
  readonly advertisementInterval: number | null;
  readonly primaryPriority: number | null;
  readonly backupPriority: number | null;
  readonly weight: number | null;
  readonly checkInterval: number | null;
  readonly checkTimeout: number | null;
  readonly checkFall: number | null;
  readonly checkRise: number | null;
}
