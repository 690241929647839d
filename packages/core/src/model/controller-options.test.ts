import { expect, it } from "vitest";
import { controllerOptions, controllersThat, optionNames, usedOptions } from "./controller-options.js";
import { controllers } from "./ingress.js";
import { RouteOptions } from "./route.js";

const of = (options: object): readonly string[] =>
  usedOptions(RouteOptions.parse(options)).map(({ name, path }) => `${path.join(".")} = ${name}`);

it.each<[object, readonly string[]]>([
  [{}, []],
  [{ backendProtocol: "http", timeouts: {} }, []],
  [{ redirectToHttps: false }, ["redirectToHttps = redirectToHttps"]],
  [{ backendProtocol: "https" }, ["backendProtocol = backendProtocol: https"]],
  [{ backendProtocol: "grpc" }, ["backendProtocol = backendProtocol: grpc"]],
  [{ maxBodySize: "8m" }, ["maxBodySize = maxBodySize"]],
  [{ timeouts: { send: "2s", connect: "1s" } }, ["timeouts.connect = timeouts.connect", "timeouts.send = timeouts.send"]],
  [{ timeouts: { read: "1s" } }, ["timeouts.read = timeouts.read"]],
  [{ allowedSources: ["203.0.113.0/24"] }, ["allowedSources = allowedSources"]],
  [{ rewriteTo: "/" }, ["rewriteTo = rewriteTo"]],
  [{ rewriteTo: "/$1" }, ["rewriteTo = rewriteTo with groups"]],
  [{ affinity: { cookie: "route" } }, ["affinity = affinity"]],
  [{ rateLimit: { requestsPerSecond: 1, burst: 1 } }, ["rateLimit = rateLimit"]],
])("%j asks for %j", (options, wanted) => {
  expect(of(options)).toEqual(wanted);
});

it("what each controller lacks", () => {
  const lacks = (controller: (typeof controllers)[number]): readonly string[] =>
    optionNames.filter((name) => !controllerOptions[controller][name].honoured);
  expect(Object.fromEntries(controllers.map((controller) => [controller, lacks(controller)]))).toEqual({
    "ingress-nginx": [],
    "haproxy-ingress": ["timeouts.send", "rateLimit"],
    haproxy: ["maxBodySize", "timeouts.connect", "timeouts.send", "affinity"],
    traefik: ["timeouts.send"],
    nginx: [],
    "gateway-api": [
      "maxBodySize",
      "timeouts.connect",
      "timeouts.read",
      "timeouts.send",
      "allowedSources",
      "rewriteTo with groups",
      "affinity",
      "rateLimit",
    ],
  });
});

it("which controllers have an option", () => {
  expect(controllersThat("rateLimit", controllers)).toEqual(["ingress-nginx", "haproxy", "traefik", "nginx"]);
});

it("every option has a controller to name in a fix", () => {
  for (const name of optionNames) expect(controllersThat(name, controllers).length).toBeGreaterThan(0);
});
