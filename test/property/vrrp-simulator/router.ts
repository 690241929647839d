/**
 * One machine's virtual router, written from RFC 9568 section 6.4 line by line, with what keepalived adds: trackers, weights, FAULT and the
 * delay of preemption (keepalived.conf(5)). It shares no line with packages/core/src/failover, whose second opinion it is.
 */
export interface RouterSettings {
  /** 1 to 254. */
  readonly priority: number;
  /** Preempt_Mode; false is keepalived's `nopreempt`. */
  readonly preemptMode: boolean;
  /** Milliseconds, or 0. */
  readonly preemptDelay: number;
  /** The primary address, as a number: only which is greater matters. */
  readonly address: number;
  /** Advertisement_Interval in milliseconds, the same on both machines. */
  readonly interval: number;
  readonly weights: readonly number[];
}

export interface Advertisement {
  readonly priority: number;
  readonly address: number;
}

type State = "off" | "fault" | "backup" | "active";

export class Router {
  state: State = "off";
  /** When the Adver_Timer and the Active_Down_Timer fire; Infinity while they do not run. */
  adverTimer = Number.POSITIVE_INFINITY;
  activeDownTimer = Number.POSITIVE_INFINITY;
  /** How often it went to another state. */
  changes = 0;
  private readonly settings: RouterSettings;
  private readonly send: (advertisement: Advertisement, now: number) => void;
  private readonly failing: boolean[];
  /** When a delayed preemption may begin; null while no lower master was heard. */
  private mayPreemptAt: number | null = null;

  constructor(settings: RouterSettings, send: (advertisement: Advertisement, now: number) => void) {
    this.settings = settings;
    this.send = send;
    this.failing = settings.weights.map(() => false);
  }

  /** The base priority, and the weight of each tracker that counts; keepalived keeps the sum between 1 and 254. */
  private priority(): number {
    let sum = this.settings.priority;
    for (const [tracker, weight] of this.settings.weights.entries()) {
      if (weight < 0 && this.failing[tracker] === true) sum += weight;
      if (weight > 0 && this.failing[tracker] !== true) sum += weight;
    }
    if (sum < 1) return 1;
    if (sum > 254) return 254;
    return sum;
  }

  private skewTime(): number {
    return ((256 - this.priority()) * this.settings.interval) / 256;
  }

  private activeDownInterval(): number {
    return 3 * this.settings.interval + this.skewTime();
  }

  private hasFault(): boolean {
    return this.settings.weights.some((weight, tracker) => weight === 0 && this.failing[tracker] === true);
  }

  private go(state: State): void {
    if (state !== this.state) this.changes += 1;
    this.state = state;
    this.adverTimer = Number.POSITIVE_INFINITY;
    this.activeDownTimer = Number.POSITIVE_INFINITY;
    this.mayPreemptAt = null;
  }

  private advertise(now: number): void {
    this.send({ priority: this.priority(), address: this.settings.address }, now);
    this.adverTimer = now + this.settings.interval;
  }

  /** (100) to (165): Initialize, at a startup event; nobody here owns the address. */
  startup(now: number): void {
    if (this.hasFault()) {
      this.go("fault");
      return;
    }
    this.go("backup");
    this.activeDownTimer = now + this.activeDownInterval();
  }

  /** The machine is gone, and says nothing. */
  vanish(): void {
    this.go("off");
  }

  setTracker(tracker: number, failing: boolean, now: number): void {
    this.failing[tracker] = failing;
    if (this.state === "off") return;
    if (this.state === "fault") {
      if (!this.hasFault()) this.startup(now);
      return;
    }
    if (!this.hasFault()) return;
    // As a shutdown event (630): an Active router says goodbye with priority 0.
    if (this.state === "active") this.send({ priority: 0, address: this.settings.address }, now);
    this.go("fault");
  }

  /** The Adver_Timer (700) or the Active_Down_Timer (355) fires. */
  fire(now: number): void {
    if (this.adverTimer <= now) this.advertise(now);
    if (this.activeDownTimer <= now) {
      this.go("active");
      this.advertise(now);
    }
  }

  receive(advertisement: Advertisement, now: number): void {
    if (this.state === "backup") this.receiveAsBackup(advertisement, now);
    if (this.state === "active") this.receiveAsActive(advertisement, now);
  }

  /** (420) to (480). */
  private receiveAsBackup({ priority }: Advertisement, now: number): void {
    if (priority === 0) {
      this.activeDownTimer = now + this.skewTime();
      return;
    }
    const accepts = !this.settings.preemptMode || priority >= this.priority();
    if (accepts) this.mayPreemptAt = null;
    else this.mayPreemptAt ??= now + this.settings.preemptDelay;
    // keepalived: a lower master is accepted until the delay has passed.
    if (accepts || now < (this.mayPreemptAt ?? now)) this.activeDownTimer = now + this.activeDownInterval();
  }

  /** (705) to (775). */
  private receiveAsActive({ priority, address }: Advertisement, now: number): void {
    const isHigher = priority > this.priority() || (priority === this.priority() && address > this.settings.address);
    if (priority === 0 || !isHigher) {
      this.advertise(now);
      return;
    }
    this.go("backup");
    this.activeDownTimer = now + this.activeDownInterval();
  }
}
