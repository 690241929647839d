import { type Advertisement, Router, type RouterSettings } from "./router.js";

/** What happens to a pair. `index` is 0 or 1 for a machine. */
export type Happening =
  | { readonly kind: "machine"; readonly index: 0 | 1; readonly up: boolean }
  | { readonly kind: "tracker"; readonly index: 0 | 1; readonly tracker: number; readonly failing: boolean }
  | { readonly kind: "link"; readonly linked: boolean };

interface Packet {
  readonly to: 0 | 1;
  readonly at: number;
  readonly advertisement: Advertisement;
}

/** Two routers, the wire between them, and a clock that jumps from one event to the next. */
export class SimulatedPair {
  /** How many timers fired and packets arrived. */
  steps = 0;
  private readonly routers: readonly [Router, Router];
  private readonly latency: () => number;
  private readonly longestWait: number;
  private packets: Packet[] = [];
  private linked = true;
  private now = 0;

  /** `latency` gives each packet's time on the wire, in milliseconds. Both machines are off. */
  constructor(settings: readonly [RouterSettings, RouterSettings], latency: () => number) {
    const sendTo = (to: 0 | 1) => (advertisement: Advertisement, now: number) => {
      if (this.linked) this.packets.push({ to, at: now + this.latency(), advertisement });
    };
    this.routers = [new Router(settings[0], sendTo(1)), new Router(settings[1], sendTo(0))];
    this.latency = latency;
    // A move may need a delay, a master-down time, and the time in which the other one hears of it; twice that is plenty.
    this.longestWait =
      Math.max(settings[0].preemptDelay, settings[1].preemptDelay) + 6 * Math.max(settings[0].interval, settings[1].interval);
  }

  happen(what: Happening): void {
    if (what.kind === "link") {
      this.linked = what.linked;
      if (!this.linked) this.packets = [];
    } else if (what.kind === "tracker") this.routers[what.index].setTracker(what.tracker, what.failing, this.now);
    else if (what.up) this.routers[what.index].startup(this.now);
    else this.routers[what.index].vanish();
  }

  /** When the next timer fires or the next packet arrives. */
  private next(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { adverTimer, activeDownTimer } of this.routers) next = Math.min(next, adverTimer, activeDownTimer);
    for (const { at } of this.packets) next = Math.min(next, at);
    return next;
  }

  /** Takes the packets off the wire that have arrived by now. */
  private deliver(): void {
    if (this.packets.length === 0) return;
    const arrived = this.packets.filter(({ at }) => at <= this.now);
    this.packets = this.packets.filter(({ at }) => at > this.now);
    for (const { to, advertisement } of arrived) this.routers[to].receive(advertisement, this.now);
  }

  /** Lets time pass. */
  run(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (let next = this.next(); next <= end; next = this.next()) {
      this.now = next;
      this.steps += 1;
      this.deliver();
      for (const router of this.routers) router.fire(next);
    }
    this.now = end;
  }

  /** Lets the election come to rest. @throws when it moves on after the time that any election needs */
  settle(): void {
    this.run(this.longestWait);
    const changes = this.changes();
    this.run(this.longestWait);
    if (this.changes() !== changes) throw new Error("the election does not come to rest");
  }

  private changes(): number {
    return this.routers[0].changes + this.routers[1].changes;
  }

  /** The machines that are Active, by index. */
  holders(): readonly number[] {
    return this.routers.flatMap((router, index) => (router.state === "active" ? [index] : []));
  }
}
