import { fileURLToPath } from "node:url";
import type { Attempt } from "./attempts.js";
import type { Daemon } from "./daemon.js";
import { startScript } from "./daemons.js";
import type { Lab } from "./lab.js";
import type { Leg, Namespace, Network } from "./namespaces.js";

export interface Target {
  readonly address: string;
  readonly port: number;
  /** Host header, and server name under TLS. */
  readonly host: string;
  /** Default `/`. */
  readonly path?: string;
  /** Default false; certificates are not verified. */
  readonly tls?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until a connection must be up; default 20 in a stream, 1000 otherwise. */
  readonly connectTimeout?: number;
  /** Milliseconds from then to the whole answer; default 200 in a stream, 5000 otherwise. */
  readonly answerTimeout?: number;
}

export interface ClientSpec {
  readonly name: string;
  readonly legs: readonly Leg[];
}

/** Attempts that go on in the background. */
export interface Stream {
  /** No more attempts; resolves to all of them when the last has ended. */
  readonly stop: () => Promise<readonly Attempt[]>;
}

export interface Client {
  readonly name: string;
  readonly namespace: Namespace;
  readonly fetch: (target: Target) => Promise<Attempt>;
  /** New connections one after the other. */
  readonly fetchMany: (count: number, target: Target) => Promise<readonly Attempt[]>;
  /** A new connection every `every` ms (default 10), without waiting for the ones before. */
  readonly stream: (target: Target, every?: number) => Promise<Stream>;
}

const SCRIPT = fileURLToPath(new URL("client-process.mjs", import.meta.url));

export const startClient = async (lab: Lab, network: Network, { name, legs }: ClientSpec): Promise<Client> => {
  const namespace = network.addNamespace(name, legs);
  const ask = channel(await startScript(lab, name, namespace.path, SCRIPT, [], true));
  const fetchMany: Client["fetchMany"] = async (count, target) =>
    (await ask({ kind: "many", count, target: complete(target, 1000, 5000) })).attempts;
  return {
    name,
    namespace,
    fetchMany,
    fetch: async (target) => {
      const [attempt] = await fetchMany(1, target);
      if (attempt === undefined) throw new Error(`${name} made no attempt`);
      return attempt;
    },
    stream: async (target, every = 10) => {
      const { id } = await ask({ kind: "start", every, target: complete(target, 20, 200) });
      return { stop: async () => (await ask({ kind: "stop", of: id })).attempts };
    },
  };
};

const complete = (target: Target, connectTimeout: number, answerTimeout: number): object => {
  const headers = Object.entries(target.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
  return { path: "/", tls: false, connectTimeout, answerTimeout, ...target, headers: headers.join("") };
};

interface Reply {
  readonly id: number;
  readonly attempts: readonly Attempt[];
}

/** Questions and replies over the child's IPC channel, matched by number. */
const channel = (daemon: Daemon): ((question: object) => Promise<Reply>) => {
  const waiting = new Map<number, { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void }>();
  let asked = 0;
  daemon.process.on("message", (message) => {
    const reply = asReply(message);
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  daemon.process.on("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error(`${daemon.name} ended\n${daemon.log()}`));
  });
  return (question) =>
    new Promise((resolve, reject) => {
      const id = asked++;
      waiting.set(id, { resolve, reject });
      daemon.process.send({ id, ...question }, (error) => (error === null ? undefined : reject(error)));
    });
};

/** The cast: the only sender is client-process.mjs, which sends nothing else. */
const asReply = (message: unknown): Reply => message as Reply;
