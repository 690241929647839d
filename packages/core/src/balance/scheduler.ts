import { type BalancedServer, effectiveWeight } from "./shares.js";

/** HAProxy keeps weights in sixteenths, so that a slow start can raise them in small steps; a round is that much longer. */
export const weightScale = 16;

/**
 * Where a server stands in the round: it has yet to get its first turn, it has a turn that it is due at, its next turn belongs to the next round,
 * or it takes no part.
 */
type Place = "fresh" | "due" | "done" | "out";

interface Seat {
  readonly name: string;
  weight: number;
  place: Place;
  /** The turn it is due at, counted like `Round.turn`. */
  due: number;
  last: number;
  /** What is left of a turn when the distance between two of its turns is no whole number, in units of its weight. */
  fraction: number;
  /** When it was put where it stands: of two that are alike the one that waits longer is first. */
  queued: number;
}

interface Round {
  readonly seats: readonly Seat[];
  /** Counts from `length` (the first turn of the round) upwards. */
  turn: number;
  length: number;
  /** All weights together, now; `length` is what it was when the round began. */
  total: number;
  queued: number;
}

/** One backend's round robin: `next` names the server of the next connection, null when nobody is usable. */
export interface Scheduler {
  readonly next: () => string | null;
  /** From the next connection on. A server that was not there at the start changes nothing. */
  readonly change: (server: BalancedServer) => void;
}

const byWeight = (a: Seat, b: Seat): number => b.weight - a.weight || a.queued - b.queued;

/** Of those due at one turn the heavier is first, unless more of a turn is left of it. */
const rank = ({ fraction, weight }: Seat): number => fraction - weight;
const byDue = (a: Seat, b: Seat): number => a.due - b.due || rank(a) - rank(b) || a.queued - b.queued;

function first({ seats }: Round, place: Place, order: (a: Seat, b: Seat) => number): Seat | null {
  let best: Seat | null = null;
  for (const seat of seats) if (seat.place === place && (best === null || order(seat, best) < 0)) best = seat;
  return best;
}

/** Who is due; in a hole the heaviest of those that have not begun; and when all have begun, who is due soonest. */
function choose(round: Round): Seat | null {
  const due = first(round, "due", byDue);
  if (due !== null && due.due <= round.turn) return due;
  return first(round, "fresh", byWeight) ?? due;
}

function startRound(round: Round): void {
  for (const seat of round.seats) if (seat.place === "done") seat.place = "fresh";
  round.length = round.total;
  round.turn = round.total;
}

function queue(round: Round, seat: Seat): void {
  seat.place = seat.due >= round.length + Math.min(round.length, round.total) ? "done" : "due";
  seat.queued = round.queued++;
}

/** Its next turn is a round's length divided by its weight later; what does not divide is kept until the round ends, and then forgotten. */
function advance(round: Round, seat: Seat): void {
  const isFirst = seat.place === "fresh";
  seat.last = isFirst ? round.turn : seat.due;
  const rest = (isFirst ? 0 : seat.fraction) + (round.total % seat.weight);
  const carry = rest >= seat.weight;
  seat.fraction = carry ? rest - seat.weight : rest;
  seat.due = seat.last + Math.floor(round.total / seat.weight) + (carry ? 1 : 0);
  round.turn += 1;
  queue(round, seat);
}

function next(round: Round): string | null {
  if (round.total === 0) return null;
  let seat = choose(round);
  if (seat === null) {
    startRound(round);
    seat = choose(round);
  }
  if (seat === null) return null;
  advance(round, seat);
  return seat.name;
}

/** A server that returns waits for what is left of the round, divided by its weight: it is not first, and nothing is made up for. */
function enter(round: Round, seat: Seat): void {
  seat.due = round.turn + Math.trunc((round.total + round.length - round.turn) / seat.weight);
  queue(round, seat);
}

function reweigh(round: Round, seat: Seat): void {
  if (seat.place === "fresh") {
    seat.queued = round.queued++;
    return;
  }
  const step = Math.floor(round.total / seat.weight);
  seat.due = Math.min(seat.due, seat.last + step);
  seat.fraction = 0;
  if (seat.due < round.turn + 2) seat.due = round.turn + step;
  queue(round, seat);
}

function change(round: Round, seat: Seat, weight: number): void {
  const before = seat.weight;
  if (weight === before) return;
  round.total += weight - before;
  seat.weight = weight;
  if (weight === 0) seat.place = "out";
  else if (before === 0) enter(round, seat);
  else reweigh(round, seat);
}

const scaledWeight = (server: BalancedServer): number => effectiveWeight(server) * weightScale;

/**
 * HAProxy's `balance roundrobin` (manual 4.2; its scheduler is "fast weighted round robin"), connection by connection, for servers without
 * `slowstart`, `maxconn` or `backup`, in the order of the file.
 */
export function roundRobin(servers: readonly BalancedServer[]): Scheduler {
  const seats = servers.map((server, index): Seat => {
    const weight = scaledWeight(server);
    return { name: server.name, weight, place: weight === 0 ? "out" : "fresh", due: 0, last: 0, fraction: 0, queued: index };
  });
  const total = seats.reduce((sum, { weight }) => sum + weight, 0);
  const round: Round = { seats, turn: total, length: total, total, queued: seats.length };
  const byName = new Map(seats.map((seat) => [seat.name, seat]));
  return {
    next: () => next(round),
    change: (server) => {
      const seat = byName.get(server.name);
      if (seat !== undefined) change(round, seat, scaledWeight(server));
    },
  };
}
