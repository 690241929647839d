import { restartPause } from "./budget.js";
import type { ProvedVip } from "./prove.js";
import { type FailoverTimers, toleratedPause } from "./timers.js";

/** What no configuration of two machines prevents, or what the proof does not see; said, so that nobody takes it for proved. */
export interface Risk {
  readonly id: "link-cut" | "link-healed" | "keepalived-killed" | "machine-paused" | "families-part";
  readonly text: string;
}

/** The machines in the order of their names: VIPs of one pair then have the same words. */
const machinesOf = ({ primary, backup }: ProvedVip): string => [primary, backup].toSorted().join(" and ");

const linkRisks = (router: ProvedVip): readonly Risk[] => [
  {
    id: "link-cut",
    text:
      `the segment ${router.link} comes apart between ${machinesOf(router)} while both run: each holds the VIP on its side, until it is whole again. ` +
      "Two machines cannot tell a cut link from a dead peer. What makes it unlikely: a pulled cable is not it (an interface without carrier " +
      "releases the VIP), advertisements are unicast and let in by the rendered firewall rules, and the rules keep the router ID unique on the segment",
  },
  {
    id: "link-healed",
    text:
      "the link is whole again: the lower of the two steps down within an advertisement and the other announces itself at once " +
      "(vrrp_higher_prio_send_advert); a client that misses it reaches the wrong machine until the next announcement, at most 60 s later",
  },
];

/** Both families of a VIP move by the same trackers, and between equal priorities each by its own addresses. */
function familyRisk(first: ProvedVip, routers: readonly ProvedVip[]): readonly Risk[] {
  const equal = first.timers.primaryPriority === first.timers.backupPriority;
  if (!equal || routers.every((each) => each.primaryAddressIsHigher === first.primaryAddressIsHigher)) return [];
  return [
    {
      id: "families-part",
      text:
        "after a link that was cut, IPv4 and IPv6 rest on different machines until one of them fails: equal priorities (preempt: false) let the " +
        `higher address win, and ${first.primary} has the higher one in one family only`,
    },
  ];
}

/** The risks of a VIP that are accepted, from its virtual routers, which share their machines and timers. */
export function risksOf(routers: readonly ProvedVip[], timers: Pick<FailoverTimers, "advertisementInterval">): readonly Risk[] {
  const [first] = routers;
  if (first === undefined) return [];
  return [
    ...linkRisks(first),
    {
      id: "keepalived-killed",
      text:
        "keepalived is killed (SIGKILL, out of memory): its addresses stay, so that both machines hold the VIP, until systemd starts it again " +
        `after ${restartPause} ms (host/ has the drop-in) and it drops what is not its own`,
    },
    {
      id: "machine-paused",
      text: `the machine that holds the VIP stands still for more than ${toleratedPause(timers)} ms (a snapshot, a migration): the other takes it, and both hold it for a moment when the first goes on`,
    },
    ...familyRisk(first, routers),
  ];
}
