// The client inside its namespace. Each message asks for connections, always new ones, and is answered with the attempts made.
//   { id, kind: "many", count, target }            one after the other
//   { id, kind: "start", every, target }           one every so many milliseconds, whatever became of the ones before
//   { id, kind: "stop", of }                       ends a "start" and answers with its attempts
import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";

const now = () => performance.timeOrigin + performance.now();

/** One new connection, one request; resolves to the attempt, never rejects. */
const attempt = (target) =>
  new Promise((resolve) => {
    const start = now();
    const tcp = connectTcp({ host: target.address, port: target.port });
    let text = "";
    let ended = false;
    const end = (outcome, more = {}) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      tcp.destroy();
      resolve({ start, end: now(), outcome, ...more });
    };
    const watch = (stream) => {
      stream.setEncoding("utf8");
      stream.on("data", (data) => {
        text += data;
      });
      stream.on("end", () => end(...parse(text)));
      stream.on("error", (error) => end(OUTCOMES[error.code] ?? "error", { error: error.message }));
    };
    let timer = setTimeout(() => end("connect-timeout"), target.connectTimeout);
    tcp.on("error", (error) => end(OUTCOMES[error.code] ?? "error", { error: error.message }));
    tcp.on("connect", () => {
      clearTimeout(timer);
      timer = setTimeout(() => end("answer-timeout"), target.answerTimeout);
      const stream = target.tls ? connectTls({ socket: tcp, servername: target.host, rejectUnauthorized: false }) : tcp;
      watch(stream);
      stream.write(`GET ${target.path} HTTP/1.0\r\nHost: ${target.host}\r\n${target.headers}Connection: close\r\n\r\n`);
    });
  });

const OUTCOMES = { ECONNREFUSED: "refused", ECONNRESET: "reset", EPIPE: "reset", EHOSTUNREACH: "unreachable", ENETUNREACH: "unreachable" };

const parse = (text) => {
  const end = text.indexOf("\r\n\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]);
  if (end < 0 || Number.isNaN(status)) return ["closed"];
  const location = /^location:\s*(.*?)\r$/im.exec(text.slice(0, end + 1))?.[1];
  const answer = parseJson(text.slice(end + 4));
  return [status === 200 && answer ? "answered" : "status", { status, ...(location ? { location } : {}), ...(answer ? { answer } : {}) }];
};

const parseJson = (body) => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const streams = new Map();

/** Keeps to the raster of `every` ms: a tick that comes late is made once, not caught up. */
const stream = (target, every) => {
  const attempts = [];
  const first = now();
  let timer;
  const tick = () => {
    attempts.push(attempt(target));
    const next = Math.round((now() - first) / every) + 1; // a timer may fire a millisecond early
    timer = setTimeout(tick, first + next * every - now());
  };
  tick();
  return {
    stop: () => {
      clearTimeout(timer);
      return Promise.all(attempts);
    },
  };
};

const many = async (target, count) => {
  const attempts = [];
  for (let i = 0; i < count; i += 1) attempts.push(await attempt(target));
  return attempts;
};

process.on("message", async (message) => {
  const { id, kind } = message;
  if (kind === "start") streams.set(id, stream(message.target, message.every));
  const attempts =
    kind === "many" ? await many(message.target, message.count) : kind === "stop" ? await streams.get(message.of).stop() : [];
  process.send({ id, attempts });
});
process.on("disconnect", () => process.exit(0));
